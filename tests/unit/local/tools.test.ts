import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { KUBERNETES_PLUGIN_VERSION } from "../../../components/versions";
import { parsePlatformConfig } from "../../../components/config";
import { programName, toolGroups, versions, type ToolGroup } from "../../../local/toolchain/tools";

const root = join(__dirname, "../../..");
const goMod = (group: string) => readFileSync(join(root, "local/toolchain/modules", group, "go.mod"), "utf8");
const programs = (group: ToolGroup) => group.packages.map((packagePath) => programName(group, packagePath));

describe("the name of a program", () => {
  const group: ToolGroup = { name: "some", packages: [] };

  test.each([
    ["k8s.io/kubernetes/cmd/kubelet", "kubelet"],
    ["github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", "pulumi"],
    ["github.com/pulumi/pulumi/sdk/nodejs/cmd/pulumi-language-nodejs/v3", "pulumi-language-nodejs"],
    ["github.com/containerd/containerd/v2/cmd/ctr", "ctr"],
    ["go.etcd.io/etcd/server/v3", "etcd"],
    ["example.com/v2ray", "v2ray"],
  ])("of %s is %s", (packagePath, program) => {
    expect(programName(group, packagePath)).toBe(program);
  });

  test("of a group's own package is what the group says", () => {
    expect(programName({ ...group, program: "pause" }, ".")).toBe("pause");
  });

  test("that nobody gives is an error that names the group", () => {
    expect(() => programName(group, ".")).toThrow(/some .*names no program/);
    expect(() => programName(group, "v3")).toThrow(/some.*names no program/);
  });
});

describe("the tool groups", () => {
  test("have a lock file each", () => {
    for (const { name } of toolGroups) {
      expect(goMod(name)).toMatch(/^module /m);
      expect([name, "main.go or go.sum", hasSource(name)]).toEqual([name, "main.go or go.sum", true]);
    }
  });

  test("build no program twice: links to both could not have its name", () => {
    const names = toolGroups.flatMap(programs);
    expect(new Set(names).size).toBe(names.length);
  });

  test("build own packages from a main.go beside the lock file", () => {
    for (const { name, packages } of toolGroups.filter((group) => group.packages.includes(".")))
      expect([name, packages, existsSync(join(root, "local/toolchain/modules", name, "main.go"))]).toEqual([
        name,
        packages,
        true,
      ]);
  });
});

function hasSource(group: string): boolean {
  return ["go.sum", "main.go"].some((file) => existsSync(join(root, "local/toolchain/modules", group, file)));
}

describe("the versions that programs report are those of their lock files", () => {
  test.each([
    ["kubernetes", `k8s.io/kubernetes ${versions.kubernetes}`],
    ["containerd", `github.com/containerd/containerd/v2 ${versions.containerd}`],
    ["pulumi", `github.com/pulumi/pulumi/pkg/v3 ${versions.pulumi}`],
    ["pulumi-nodejs", `github.com/pulumi/pulumi/sdk/v3 ${versions.pulumiNodejs}`],
    ["pulumi-kubernetes", `github.com/pulumi/pulumi-kubernetes/sdk/v4 v${versions.pulumiKubernetes}`],
    ["metrics-server", `sigs.k8s.io/metrics-server ${versions.metricsServer}`],
    ["kube-router", `github.com/cloudnativelabs/kube-router/v2 ${versions.kubeRouter}`],
    ["istio", `istio.io/client-go v${versions.istio}`],
  ])("%s: %s", (group, requirement) => {
    expect(goMod(group).split("\n")).toContainEqual(
      expect.stringMatching(new RegExp(`(?:^|\\s)${requirement.replaceAll(".", "\\.")}(?:$|\\s)`)),
    );
  });

  test("and the program asks for the same: Istio, and the Kubernetes provider", () => {
    expect(versions.istio).toBe(parsePlatformConfig({}).istio.version);
    expect(versions.pulumiKubernetes).toBe(KUBERNETES_PLUGIN_VERSION);
  });
});
