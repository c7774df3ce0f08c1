import * as obstacles from "../../../local/toolchain/obstacles";

const GIB = 1024 ** 3;

describe("the preflight is content with", () => {
  test.each([
    ["Linux as root", obstacles.platformObstacles("linux", 0)],
    ["the least Go version", obstacles.goObstacles("go1.24.0")],
    ["a later Go version", obstacles.goObstacles("go1.26.8")],
    ["a Go version of a distribution", obstacles.goObstacles("go1.26.8 X:nodwarf5")],
    ["a development version of Go", obstacles.goObstacles("devel go1.27-3f4c1e1 Tue Feb 3 2026")],
    ["the least Node.js version", obstacles.nodeObstacles("20.19.0")],
    ["a later minor version of Node.js", obstacles.nodeObstacles("20.20.1")],
    ["a later major version of Node.js", obstacles.nodeObstacles("22.0.0")],
    ["6 GiB of memory", obstacles.memoryObstacles(6 * GIB)],
    ["30 GiB to build in", obstacles.diskObstacles(30 * GIB, "/cache", false)],
    ["8 GiB once everything is built", obstacles.diskObstacles(8 * GIB, "/cache", true)],
    ["missing packages that apt-get can install", obstacles.packageObstacles(["runc"], true)],
    ["no missing packages without apt-get", obstacles.packageObstacles([], false)],
    ["no other cluster", obstacles.otherClusterObstacles([], [])],
    ["a kernel with overlay", obstacles.kernelObstacles("nodev\tsysfs\nnodev\toverlay\n\text4\n")],
  ])("%s", (_, found) => {
    expect(found).toEqual([]);
  });
});

describe("the preflight names what is in the way and what to do about", () => {
  test.each([
    ["another system", obstacles.platformObstacles("darwin", 501), "this is darwin", "virtual machine"],
    ["a user that is not root", obstacles.platformObstacles("linux", 1000), "not running as root", "sudo make up"],
    ["no Go", obstacles.goObstacles(undefined), "Go is not on PATH", "install Go 1.24 or later"],
    ["an old Go", obstacles.goObstacles("go1.19.8"), "Go is go1.19.8", "install Go 1.24 or later"],
    ["an old Node.js", obstacles.nodeObstacles("18.20.4"), "Node.js is 18.20.4", "install Node.js 20.19 or later"],
    ["an old minor version of Node.js", obstacles.nodeObstacles("20.9.0"), "Node.js is 20.9.0", "20.19"],
    ["too little memory", obstacles.memoryObstacles(3.86 * GIB), "3.9 GiB of memory", "at least 6 GiB"],
    [
      "too small a disk to build on",
      obstacles.diskObstacles(12.34 * GIB, "/cache", false),
      "12.3 GiB free below /cache",
      "free 30 GiB there, or name a folder on a larger disk in MESH_PLATFORM_CACHE",
    ],
    ["a full disk after the build", obstacles.diskObstacles(GIB, "/cache", true), "1.0 GiB free", "free 8 GiB there"],
    [
      "packages that nothing can install",
      obstacles.packageObstacles(["runc", "ipset"], false),
      "runc, ipset",
      "your distribution's package manager",
    ],
    [
      "another cluster",
      obstacles.otherClusterObstacles(["/etc/kubernetes"], []),
      "/etc/kubernetes exists and is not of this project",
      "use that cluster with the dev stack",
    ],
    [
      "ports that are taken, all in one message",
      obstacles.otherClusterObstacles([], ["6443 (Kubernetes API server)", "30080 (gateway, HTTP)"]),
      "ports in use: 6443 (Kubernetes API server), 30080 (gateway, HTTP)",
      "ss -ltnp",
    ],
    ["a kernel without overlay", obstacles.kernelObstacles("nodev\toverlayfs2\n"), "overlay", "modprobe overlay"],
  ])("%s", (_, found, what, remedy) => {
    expect(found).toEqual([{ what: expect.stringContaining(what), remedy: expect.stringContaining(remedy) }]);
  });

  test("a folder and a port of another cluster, each for itself", () => {
    expect(obstacles.otherClusterObstacles(["/etc/kubernetes", "/var/lib/kubelet"], ["6443 (x)"])).toHaveLength(3);
  });
});
