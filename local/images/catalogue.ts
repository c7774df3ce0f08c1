import { join } from "node:path";
import { repositoryRoot } from "../settings.js";
import { versions } from "../toolchain/tools.js";

/** One image: an ordinary Dockerfile, what goes into its build context, and the name that manifests ask for. */
export interface Image {
  /** The full name under which it is imported: the official one, so that the same manifests work on every cluster. */
  readonly reference: string;
  /** Folder of the Dockerfile and of whatever else lies beside it. */
  readonly folder: string;
  /** Programs of the toolchain that the Dockerfile copies. */
  readonly programs?: readonly string[];
  /** Build arguments. */
  readonly args?: Readonly<Record<string, string>>;
  /** References of images of this list that it is built from. */
  readonly from?: readonly string[];
  /** Steps that put more files into the context. */
  readonly prepare?: "debootstrap" | "npm" | "envoy-bootstrap";
  /** `repository`: the build context is the checkout, as an app's Dockerfile expects it. Default: `folder`. */
  readonly context?: "repository";
  /** False for images that others are built from and no pod runs. Default: true. */
  readonly imported?: boolean;
}

const debian = "docker.io/library/debian:trixie-slim";
const node = "docker.io/library/node:24-slim";

function local(name: string): string {
  return join(import.meta.dirname, name);
}

function kubernetesProgram(program: string): Image {
  return {
    reference: `registry.k8s.io/${program}:${versions.kubernetes}`,
    folder: local("static"),
    programs: [program],
    args: { PROGRAM: program },
  };
}

/** `kubeadm config images list` says which tags this Kubernetes version asks for. */
export const images: readonly Image[] = [
  { reference: debian, folder: local("debian"), prepare: "debootstrap", imported: false },
  { reference: node, folder: local("node"), prepare: "npm", from: [debian], imported: false },
  kubernetesProgram("kube-apiserver"),
  kubernetesProgram("kube-controller-manager"),
  kubernetesProgram("kube-scheduler"),
  {
    reference: `registry.k8s.io/kube-proxy:${versions.kubernetes}`,
    folder: local("kube-proxy"),
    programs: ["kube-proxy"],
    from: [debian],
  },
  {
    reference: "registry.k8s.io/etcd:3.6.8-0",
    folder: local("static"),
    programs: ["etcd"],
    args: { PROGRAM: "etcd" },
  },
  { reference: "registry.k8s.io/pause:3.10.2", folder: local("pause"), programs: ["pause"] },
  {
    reference: `registry.k8s.io/coredns/coredns:${versions.coredns}`,
    folder: local("coredns"),
    programs: ["coredns"],
  },
  {
    reference: `registry.k8s.io/metrics-server/metrics-server:${versions.metricsServer}`,
    folder: local("metrics-server"),
    programs: ["metrics-server"],
  },
  {
    reference: `docker.io/cloudnativelabs/kube-router:${versions.kubeRouter}`,
    folder: local("kube-router"),
    programs: ["kube-router"],
    from: [debian],
  },
  {
    reference: `docker.io/istio/pilot:${versions.istio}`,
    folder: local("istio-pilot"),
    programs: ["pilot-discovery"],
  },
  {
    reference: `docker.io/istio/proxyv2:${versions.istio}`,
    folder: local("istio-proxy"),
    programs: ["pilot-agent"],
    prepare: "envoy-bootstrap",
    from: [debian],
  },
  {
    reference: "docker.io/mesh-platform/backend:0.1.0",
    folder: join(repositoryRoot, "apps/backend"),
    context: "repository",
    from: [node],
  },
];
