import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "./cache-folder.js";

/** The checkout that this file is part of. */
export const repositoryRoot = dirname(dirname(fileURLToPath(import.meta.url)));

const cacheRoot = cacheFolder(process.env, homedir());

/** What outlives `make down`: everything that is expensive to make. `make clean` removes it. */
export const cache = {
  root: cacheRoot,
  /** Built programs, one folder per tool group and lock hash. */
  tools: join(cacheRoot, "tools"),
  /** Build layers of the images, in buildah's own store. */
  imageStore: join(cacheRoot, "image-store"),
  /** Finished images as OCI archives, one file per image and input hash. */
  images: join(cacheRoot, "images"),
  /** Packaged Helm charts and their index: a chart repository when served over HTTP. */
  charts: join(cacheRoot, "charts"),
  /** Half-made things: whatever lies here when a build begins is from one that was interrupted. */
  scratch: join(cacheRoot, "scratch"),
  /** Pulumi's home: plugins, never the user's own `~/.pulumi`. */
  pulumiHome: join(cacheRoot, "pulumi-home"),
} as const;

const stateRoot = "/var/lib/mesh-platform";

/** What a running cluster needs; `make down` removes all of it. */
export const state = {
  root: stateRoot,
  logs: join(stateRoot, "logs"),
  pids: join(stateRoot, "pids"),
  containerd: join(stateRoot, "containerd"),
  etcd: join(stateRoot, "etcd"),
  cni: join(stateRoot, "cni"),
  pulumi: join(stateRoot, "pulumi"),
  kubeconfig: join(stateRoot, "kubeconfig"),
  /** What the host looked like before: kernel settings and firewall tables to go back to. */
  hostBefore: join(stateRoot, "host-before.json"),
  /** Present once kubeadm has finished, so that a half-made cluster is told from a stopped one. */
  initialised: join(stateRoot, "initialised"),
} as const;

/** Short-lived sockets and mounts. */
export const runtimeRoot = "/run/mesh-platform";
export const containerdSocket = join(runtimeRoot, "containerd.sock");

/** Folders whose place kubeadm fixes: ours while the cluster exists, refused when somebody else's. */
export const kubeadmFolders = ["/etc/kubernetes", "/var/lib/kubelet"] as const;

export const node = {
  name: "mesh-platform",
  /** On a device of its own, so that the cluster survives a change of the host's network. */
  address: "10.123.0.1",
  device: "mesh-node0",
  /** Of the pods, in the CNI configuration; the plugins write it beside their firewall rules. */
  network: "mesh-platform",
  podCidr: "10.244.0.0/16",
  serviceCidr: "10.96.0.0/16",
} as const;

/** Loopback only. The stack file of the local stack names the same URL. */
export const chartRepository = { host: "127.0.0.1", port: 8879 } as const;

/** Every TCP port that the cluster binds on the host, and who binds it. */
export const ports: Readonly<Record<number, string>> = {
  2379: "etcd clients",
  2380: "etcd peers",
  2381: "etcd metrics",
  6443: "Kubernetes API server",
  [chartRepository.port]: "chart repository",
  10248: "kubelet health",
  10249: "kube-proxy metrics",
  10250: "kubelet API",
  10256: "kube-proxy health",
  10257: "controller manager",
  10259: "scheduler",
  20244: "NetworkPolicy agent health",
  30080: "gateway, HTTP",
  30443: "gateway, HTTPS",
};
