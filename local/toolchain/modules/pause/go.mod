module mesh-platform/toolchain/pause

go 1.26
