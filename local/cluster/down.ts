import { readdir, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import type { ListrTask } from "listr2";
import { cache, containerdSocket, kubeadmFolders, node, runtimeRoot, state } from "../settings.js";
import { cleanFirewall } from "./firewall.js";
import { mountsBelow, unmountBelow } from "./mounts.js";
import { emptySidePaths, hostBefore, madeSidePaths, restoreKernelSettings } from "./host.js";
import { allProcesses, withDescendants } from "./process-table.js";
import { stop, waitUntilGone } from "./processes.js";

/** Our own folders. The state's goes last: it holds the record of what was there before. */
const clusterFolders = [...kubeadmFolders, runtimeRoot, state.root];
/** What `make build` alone leaves behind outside the cache. */
const buildFolders = [runtimeRoot];

/** Shims and what runs in their containers: a shim outlives containerd on purpose and names our socket in its arguments. */
async function killContainers(): Promise<void> {
  const processes = await allProcesses();
  const shims = processes.filter(
    ({ command }) => command[0]?.includes("containerd-shim") === true && command.includes(containerdSocket),
  );
  const pids = withDescendants(
    shims.map(({ pid }) => pid),
    processes,
  );
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended by itself meanwhile.
    }
  }
  await Promise.all(pids.map(waitUntilGone));
}

async function removeFolders(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const mounted = (await mountsBelow([folder])).length > 0;
    // Deleting below a mount would delete what is mounted there.
    if (mounted)
      throw new Error(`${folder} still has something mounted below it: unmount it, then run make down again`);
    if (emptySidePaths.includes(folder)) await removeEmptyFolders(folder);
    else await rm(folder, { recursive: true, force: true });
  }
}

/** Empty control groups of the containers, deepest first; one that is in use refuses to go and is not ours. */
async function removeCgroups(): Promise<void> {
  const controllers = await readdir("/sys/fs/cgroup", { withFileTypes: true }).catch(() => []);
  const roots = [
    "/sys/fs/cgroup",
    ...controllers.filter((entry) => entry.isDirectory()).map((entry) => join("/sys/fs/cgroup", entry.name)),
  ];
  for (const root of roots) for (const name of ["k8s.io", "kubepods"]) await removeEmptyFolders(join(root, name));
}

/** Those of the folder and below that hold nothing. */
async function removeEmptyFolders(path: string): Promise<void> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) if (entry.isDirectory()) await removeEmptyFolders(join(path, entry.name));
  await rmdir(path).catch(() => undefined);
}

async function removeDevices(): Promise<void> {
  await execa("ip", ["link", "delete", node.device], { reject: false });
}

/**
 * Every step works on whatever is there, so that it also clears away what a crash has left.
 *
 * @param made whether this project has made a cluster here. If not, /etc/kubernetes, the firewall's chains and the like
 *   are of somebody else's cluster, which `make down` must not touch.
 */
export function downTasks(made: boolean): ListrTask[] {
  if (!made) {
    return [
      { title: "Unmount build folders", task: () => unmountBelow([...buildFolders, cache.root]) },
      { title: "Remove build folders", task: () => removeFolders(buildFolders) },
    ];
  }
  return [
    {
      title: "Stop the kubelet and the chart repository",
      task: async () => {
        await Promise.all([stop("kubelet"), stop("chart-repository")]);
      },
    },
    { title: "End all containers", task: killContainers },
    { title: "Stop containerd", task: () => stop("containerd") },
    { title: "Unmount", task: async () => unmountBelow([...(await madeSidePaths()), ...clusterFolders, cache.root]) },
    {
      title: "Remove devices, firewall rules and control groups",
      task: async () => {
        const before = await hostBefore();
        await removeDevices();
        await cleanFirewall(before?.tables);
        await removeCgroups();
        if (before !== undefined) await restoreKernelSettings(before);
      },
    },
    { title: "Remove files", task: async () => removeFolders([...(await madeSidePaths()), ...clusterFolders]) },
  ];
}
