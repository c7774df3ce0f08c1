// Command pulumi-resource-kubernetes is the Kubernetes resource provider as its module ships it.
//
// The module's own command embeds two files that its release process generates and that the module therefore lacks;
// the toolchain build lays the module's originals here by `go build -overlay` (see ../../go-build.ts).
package main

import (
	_ "embed"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version"
)

//go:embed schema.json
var schema []byte

//go:embed terraform-mapping.json
var terraformMapping []byte

func main() {
	provider.Serve("kubernetes", version.Version, schema, terraformMapping)
}
