/** Versions that a program reports of itself and that images are tagged with. Modules are pinned in `modules/<group>/go.mod`. */
export const versions = {
  kubernetes: "v1.36.3",
  containerd: "v2.4.2",
  pulumi: "v3.232.0",
  pulumiNodejs: "v3.121.0",
  pulumiKubernetes: "4.25.0",
  istio: "1.31.1",
  coredns: "v1.15.0",
  metricsServer: "v0.9.0",
  kubeRouter: "v2.10.0",
} as const;

/** One `go.mod` and the programs built from it. Their dependencies conflict, so each group is a module of its own. */
export interface ToolGroup {
  /** Folder below `modules/`. */
  readonly name: string;
  /** Package paths; each gives a program named after its last element that is not a major version. */
  readonly packages: readonly string[];
  /** Go variables set at link time, so that `--version` tells the truth. */
  readonly stamps?: Readonly<Record<string, string>>;
  /** Name of the program when the package is the group's own `.`. */
  readonly program?: string;
  /** Files that the group embeds but that lie in another module: file name → module path and file within it. */
  /**
   * Where its programs are found: `bin` (default) is for people and PATH; `pulumi` is beside the Pulumi CLI, which takes a
   * language host from there without a warning; `folder` is only in the group's own folder, because Pulumi prefers a
   * provider on PATH to the installed one and warns at every run.
   */
  readonly placement?: "bin" | "pulumi" | "folder";
  readonly overlay?: { readonly module: string; readonly folder: string; readonly files: readonly string[] };
}

const kubernetesVersion = "k8s.io/component-base/version";
const pulumiVersion = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const istioVersion = "istio.io/istio/pkg/version";
const containerd = "github.com/containerd/containerd/v2";
const cni = "github.com/containernetworking/plugins/plugins";

/** In order of build time, longest first, so that two at a time leave no core idle at the end. */
export const toolGroups: readonly ToolGroup[] = [
  {
    name: "kubernetes",
    packages: [
      "k8s.io/kubernetes/cmd/kube-apiserver",
      "k8s.io/kubernetes/cmd/kube-controller-manager",
      "k8s.io/kubernetes/cmd/kube-scheduler",
      "k8s.io/kubernetes/cmd/kubelet",
      "k8s.io/kubernetes/cmd/kube-proxy",
      "k8s.io/kubernetes/cmd/kubectl",
      "k8s.io/kubernetes/cmd/kubeadm",
      "go.etcd.io/etcd/server/v3",
    ],
    stamps: {
      [`${kubernetesVersion}.gitVersion`]: versions.kubernetes,
      [`${kubernetesVersion}.gitMajor`]: "1",
      [`${kubernetesVersion}.gitMinor`]: "36",
      [`${kubernetesVersion}.gitTreeState`]: "clean",
    },
  },
  {
    name: "pulumi-kubernetes",
    packages: ["."],
    program: "pulumi-resource-kubernetes",
    placement: "folder",
    stamps: { "github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version.Version": versions.pulumiKubernetes },
    overlay: {
      module: "github.com/pulumi/pulumi-kubernetes/provider/v4",
      folder: "cmd/pulumi-resource-kubernetes",
      files: ["schema.json", "terraform-mapping.json"],
    },
  },
  {
    name: "istio",
    packages: [
      "istio.io/istio/pilot/cmd/pilot-discovery",
      "istio.io/istio/pilot/cmd/pilot-agent",
      "istio.io/istio/istioctl/cmd/istioctl",
    ],
    stamps: {
      [`${istioVersion}.buildVersion`]: versions.istio,
      [`${istioVersion}.buildTag`]: versions.istio,
      [`${istioVersion}.buildStatus`]: "Clean",
    },
  },
  { name: "coredns", packages: ["github.com/coredns/coredns"] },
  {
    name: "kube-router",
    packages: ["github.com/cloudnativelabs/kube-router/v2/cmd/kube-router"],
    stamps: { "github.com/cloudnativelabs/kube-router/v2/pkg/version.Version": versions.kubeRouter },
  },
  {
    name: "pulumi",
    packages: ["github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"],
    stamps: { [pulumiVersion]: versions.pulumi },
  },
  {
    name: "pulumi-nodejs",
    packages: ["github.com/pulumi/pulumi/sdk/nodejs/cmd/pulumi-language-nodejs/v3"],
    placement: "pulumi",
    stamps: { [pulumiVersion]: versions.pulumiNodejs },
  },
  {
    name: "containerd",
    packages: [`${containerd}/cmd/containerd`, `${containerd}/cmd/containerd-shim-runc-v2`, `${containerd}/cmd/ctr`],
    stamps: { [`${containerd}/version.Version`]: versions.containerd },
  },
  { name: "metrics-server", packages: ["sigs.k8s.io/metrics-server/cmd/metrics-server"] },
  {
    name: "cni-plugins",
    packages: [`${cni}/main/ptp`, `${cni}/main/loopback`, `${cni}/ipam/host-local`, `${cni}/meta/portmap`],
  },
  { name: "pause", packages: ["."], program: "pause" },
];

/** The program that a package path builds: its last element that is not a major version, as `go build` names it. */
export function programName(group: ToolGroup, packagePath: string): string {
  if (packagePath === ".") {
    if (group.program === undefined)
      throw new Error(`tool group ${group.name} builds its own package but names no program`);
    return group.program;
  }
  const elements = packagePath.split("/").filter((element) => !/^v\d+$/.test(element));
  const last = elements.at(-1);
  if (last === undefined) throw new Error(`tool group ${group.name}: ${packagePath} names no program`);
  // go.etcd.io/etcd/server/v3 is the etcd daemon; "server" would say nothing in a folder of forty programs.
  return packagePath === "go.etcd.io/etcd/server/v3" ? "etcd" : last;
}
