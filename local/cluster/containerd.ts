import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import pRetry from "p-retry";
import { containerdSocket, node, runtimeRoot, state } from "../settings.js";
import { tool, toolLinks } from "../toolchain/build.js";
import { archives } from "../images/build.js";
import type { Daemon } from "./processes.js";
import { exists } from "../files.js";

const configFile = join(state.containerd, "config.toml");
const cniConfiguration = join(state.cni, "net.d");

/** https://github.com/containerd/containerd/blob/main/docs/cri/config.md */
function configuration(): string {
  return `version = 3
root = "${state.containerd}/root"
state = "${runtimeRoot}/containerd"
# Neither is used, and each would leave a folder outside of ours.
disabled_plugins = ["io.containerd.internal.v1.opt", "io.containerd.nri.v1.nri"]

[grpc]
  address = "${containerdSocket}"

[plugins.'io.containerd.cri.v1.images']
  [plugins.'io.containerd.cri.v1.images'.pinned_images]
    sandbox = "registry.k8s.io/pause:3.10.2"

[plugins.'io.containerd.cri.v1.runtime']
  # Containers of disposable machines often may not lower their own OOM score.
  restrict_oom_score_adj = true
  disable_apparmor = true
  # Network namespaces below our own folder, so that taking the cluster down cannot miss one or take somebody else's.
  netns_mounts_under_state_dir = true
  [plugins.'io.containerd.cri.v1.runtime'.cni]
    bin_dirs = ["${toolLinks}"]
    conf_dir = "${cniConfiguration}"
  [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
      SystemdCgroup = false
`;
}

/**
 * Point-to-point links instead of a bridge: every packet between pods crosses the host's routing, where kube-proxy and
 * the NetworkPolicy agent see it, whether or not the kernel can filter bridged traffic; and a link goes with its pod.
 */
function network(): object {
  return {
    cniVersion: "1.0.0",
    name: node.network,
    plugins: [
      {
        type: "ptp",
        ipMasq: true,
        ipam: {
          type: "host-local",
          dataDir: join(state.cni, "addresses"),
          ranges: [[{ subnet: node.podCidr }]],
          routes: [{ dst: "0.0.0.0/0" }],
        },
      },
      { type: "portmap", capabilities: { portMappings: true } },
    ],
  };
}

export const containerdDaemon: Daemon = {
  name: "containerd",
  command: tool("containerd"),
  args: ["--config", configFile],
  // The shim is looked up on PATH.
  env: { PATH: `${toolLinks}:${process.env["PATH"] ?? "/usr/sbin:/usr/bin:/sbin:/bin"}` },
};

export async function writeContainerdConfiguration(): Promise<void> {
  await Promise.all([mkdir(state.containerd, { recursive: true }), mkdir(cniConfiguration, { recursive: true })]);
  await writeFile(configFile, configuration());
  await writeFile(join(cniConfiguration, "10-mesh-platform.conflist"), JSON.stringify(network(), undefined, 2));
}

/** containerd's own client, in the namespace that the kubelet uses. */
export async function ctr(...args: string[]): Promise<string> {
  const { stdout } = await execa(tool("ctr"), ["--address", containerdSocket, "--namespace", "k8s.io", ...args]);
  return stdout;
}

export async function waitForContainerd(): Promise<void> {
  await pRetry(() => ctr("version"), { retries: 60, minTimeout: 500, factor: 1 });
}

/** Imports the images whose current archive was not imported before; a mark per archive says which were. */
export async function importImages(report: (reference: string) => void): Promise<number> {
  const marks = join(state.containerd, "imported");
  await mkdir(marks, { recursive: true });
  let imported = 0;
  for (const { reference, archive } of await archives()) {
    const mark = join(marks, archive.slice(archive.lastIndexOf("/") + 1));
    if (await exists(mark)) continue;
    report(reference);
    await ctr("images", "import", archive);
    await writeFile(mark, "");
    imported++;
  }
  return imported;
}
