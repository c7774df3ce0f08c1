import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import pRetry from "p-retry";
import { stringify } from "yaml";
import { containerdSocket, node, state } from "../settings.js";
import { tool, toolLinks } from "../toolchain/build.js";
import { versions } from "../toolchain/tools.js";
import type { Daemon } from "./processes.js";
import { exists } from "../files.js";

const configFile = join(state.root, "kubeadm.yaml");
/** Below our own folder, where `make down` finds them. */
export const podLogs = join(state.logs, "pods");
const kubeletFlags = "/var/lib/kubelet/kubeadm-flags.env";

/** https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/ */
function configuration(resolvConf: string): string {
  const kubeadm = "kubeadm.k8s.io/v1beta4";
  const documents = [
    {
      apiVersion: kubeadm,
      kind: "InitConfiguration",
      localAPIEndpoint: { advertiseAddress: node.address },
      nodeRegistration: {
        name: node.name,
        criSocket: `unix://${containerdSocket}`,
        // One node carries everything.
        taints: [],
        kubeletExtraArgs: [{ name: "node-ip", value: node.address }],
        // The preflight of this project has looked at what matters; kubeadm's own insists on systemd and on swap being off.
        ignorePreflightErrors: ["all"],
        imagePullPolicy: "Never",
      },
    },
    {
      apiVersion: kubeadm,
      kind: "ClusterConfiguration",
      clusterName: "mesh-platform",
      kubernetesVersion: versions.kubernetes,
      controlPlaneEndpoint: `${node.address}:6443`,
      networking: { podSubnet: node.podCidr, serviceSubnet: node.serviceCidr },
      dns: { imageTag: versions.coredns },
      etcd: {
        // The cluster is disposable: waiting for the disk at every write buys nothing and slows everything.
        local: { dataDir: state.etcd, extraArgs: [{ name: "unsafe-no-fsync", value: "true" }] },
      },
      apiServer: {
        certSANs: ["127.0.0.1", "localhost"],
        // Logs and exec go to the node's address: its name resolves nowhere.
        extraArgs: [{ name: "kubelet-preferred-address-types", value: "InternalIP" }],
      },
      // Autoscaling that can be watched: by default the controller looks every 15 s.
      controllerManager: { extraArgs: [{ name: "horizontal-pod-autoscaler-sync-period", value: "5s" }] },
    },
    {
      apiVersion: "kubelet.config.k8s.io/v1beta1",
      kind: "KubeletConfiguration",
      cgroupDriver: "cgroupfs",
      failCgroupV1: false,
      failSwapOn: false,
      // Without systemd nobody prepares the cgroup tree that these two expect.
      cgroupsPerQOS: false,
      enforceNodeAllocatable: ["none"],
      // A build machine's disk is rarely empty, and evicting the control plane for it helps nobody.
      evictionHard: {
        "imagefs.available": "0%",
        "nodefs.available": "0%",
        "nodefs.inodesFree": "0%",
        "memory.available": "100Mi",
      },
      imageGCHighThresholdPercent: 100,
      maxPods: 200,
      podLogsDir: podLogs,
      resolvConf,
      // metrics-server checks the kubelet's certificate against the cluster's authority.
      serverTLSBootstrap: false,
    },
    {
      apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
      kind: "KubeProxyConfiguration",
      mode: "iptables",
      clusterCIDR: node.podCidr,
      conntrack: { maxPerCore: 0, min: 0 },
    },
  ];
  return documents.map((document) => stringify(document)).join("---\n");
}

/** CoreDNS would forward to itself through a resolver on loopback, as systemd-resolved puts into /etc/resolv.conf. */
async function resolvConf(): Promise<string> {
  const behindSystemd = "/run/systemd/resolve/resolv.conf";
  return (await exists(behindSystemd)) ? behindSystemd : "/etc/resolv.conf";
}

/** The kubelet with the flags that kubeadm worked out. */
export async function kubeletDaemon(): Promise<Daemon> {
  const flags = /^KUBELET_KUBEADM_ARGS="?(.*?)"?$/m.exec(await readFile(kubeletFlags, "utf8"))?.[1] ?? "";
  return {
    name: "kubelet",
    command: tool("kubelet"),
    args: [
      "--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf",
      "--kubeconfig=/etc/kubernetes/kubelet.conf",
      "--config=/var/lib/kubelet/config.yaml",
      ...flags.split(" ").filter((flag) => flag !== ""),
    ],
    env: { PATH: `${toolLinks}:${process.env["PATH"] ?? "/usr/sbin:/usr/bin:/sbin:/bin"}` },
  };
}

/**
 * Makes the control plane. kubeadm writes the kubelet's configuration and then waits for a kubelet that only systemd
 * would start, so `startKubelet` is called as soon as that configuration is there.
 */
export async function initialise(startKubelet: () => Promise<void>): Promise<void> {
  await mkdir(state.root, { recursive: true });
  await writeFile(configFile, configuration(await resolvConf()));
  const init = execa(tool("kubeadm"), ["init", "--config", configFile, "--skip-token-print"], {
    all: true,
    env: { PATH: `${toolLinks}:${process.env["PATH"] ?? ""}` },
  });
  const kubelet = pRetry(
    async () => {
      if (!(await exists(kubeletFlags)) || !(await exists("/var/lib/kubelet/config.yaml")))
        throw new Error("kubeadm has not configured the kubelet");
      await startKubelet();
    },
    { retries: 600, minTimeout: 100, factor: 1 },
  );
  // Together: a kubelet that cannot be started must end the step at once, with its own reason.
  const [{ all }] = await Promise.all([init, kubelet]);
  await mkdir(state.logs, { recursive: true });
  await writeFile(join(state.logs, "kubeadm.log"), all);
  await copyFile("/etc/kubernetes/admin.conf", state.kubeconfig);
  await writeFile(state.initialised, "");
}

export async function isInitialised(): Promise<boolean> {
  return exists(state.initialised);
}
