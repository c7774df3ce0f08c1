import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { execa } from "execa";
import { node, state } from "../settings.js";
import { tableNames } from "./nft-tables.js";
import { exists } from "../files.js";

/** Kernel settings that the kubelet, kube-proxy and the CNI plugins change, to be put back by `make down`. */
const kernelSettings = [
  "kernel/panic",
  "kernel/panic_on_oops",
  "kernel/keys/root_maxbytes",
  "kernel/keys/root_maxkeys",
  "net/ipv4/conf/all/route_localnet",
  "net/ipv4/ip_forward",
  "net/ipv4/vs/conntrack",
  "net/netfilter/nf_conntrack_max",
  "net/netfilter/nf_conntrack_tcp_timeout_close_wait",
  "net/netfilter/nf_conntrack_tcp_timeout_established",
  "vm/overcommit_memory",
] as const;

/** inotify limits of a plain Debian run out at a few dozen pods: https://kind.sigs.k8s.io/docs/user/known-issues/#pod-errors-due-to-too-many-open-files */
const raisedSettings = { "fs/inotify/max_user_instances": "1024", "fs/inotify/max_user_watches": "524288" } as const;

/** Paths outside our folders that the programs make whatever their configuration says; those that were not there before go. */
const sidePaths = [
  "/etc/cni",
  "/lib/modules",
  "/opt/cni",
  "/opt/containerd",
  "/run/containerd",
  "/run/nri",
  "/run/runc",
  "/run/xtables.lock",
  "/usr/libexec/kubernetes",
  "/var/lib/cni",
  "/var/lib/containerd",
  "/var/log/containers",
  "/var/log/pods",
] as const;

/** Those that the programs leave empty: what is in them came from somebody else, such as the kernel of a system upgrade. */
export const emptySidePaths: readonly string[] = ["/lib/modules", "/opt/cni", "/opt/containerd", "/var/lib/containerd"];

export interface HostBefore {
  readonly kernel: Readonly<Record<string, string>>;
  /** nftables tables that were there, as `family name`: iptables makes its own on first use and never removes them. */
  readonly tables: readonly string[];
  /** Which of `sidePaths` were there. */
  readonly paths: readonly string[];
}

function settingPath(name: string): string {
  return `/proc/sys/${name}`;
}

export async function nftTables(): Promise<string[]> {
  const { stdout } = await execa("nft", ["list", "tables"], { reject: false });
  return tableNames(stdout);
}

/** Writes down what the host looks like, once: after a crash the first record is still the true one. */
export async function rememberHost(): Promise<void> {
  if (await exists(state.hostBefore)) return;
  const entries = await Promise.all(
    [...kernelSettings, ...Object.keys(raisedSettings)].map(async (name) => {
      const value = await readFile(settingPath(name), "utf8").catch(() => undefined);
      return value === undefined ? [] : [[name, value.trim()] as const];
    }),
  );
  const paths = await Promise.all(sidePaths.map(async (path) => ((await exists(path)) ? [path] : [])));
  const before: HostBefore = {
    kernel: Object.fromEntries(entries.flat()),
    tables: await nftTables(),
    paths: paths.flat(),
  };
  await mkdir(dirname(state.hostBefore), { recursive: true });
  await writeFile(state.hostBefore, JSON.stringify(before, undefined, 2));
}

/** What `rememberHost` wrote down; undefined when it has not, or when the file is damaged. */
export async function hostBefore(file: string = state.hostBefore): Promise<HostBefore | undefined> {
  const text = await readFile(file, "utf8").catch(() => "");
  try {
    // Written by rememberHost alone.
    return JSON.parse(text) as HostBefore;
  } catch {
    // Nothing can be put back then, which must not stop the rest of `make down`.
    return undefined;
  }
}

/** Paths outside our folders that the cluster has made; none when nobody knows what was there before. */
export async function madeSidePaths(): Promise<string[]> {
  const before = await hostBefore();
  return before === undefined ? [] : sidePaths.filter((path) => !before.paths.includes(path));
}

/** True from the first step of `make up` to the last one of `make down`. */
export async function clusterMade(): Promise<boolean> {
  return exists(state.root);
}

export async function restoreKernelSettings(before: HostBefore): Promise<void> {
  await Promise.all(
    Object.entries(before.kernel).map(([name, value]) => writeFile(settingPath(name), value).catch(() => undefined)),
  );
}

/** The node's address lives on a bridge without ports, a device type that every kernel with containers has (dummy devices are
 * often left out); a reboot takes it away, so every start makes sure of it. */
export async function ensureNodeAddress(): Promise<void> {
  await execa("ip", ["link", "add", node.device, "type", "bridge"], { reject: false });
  await execa("ip", ["address", "replace", `${node.address}/32`, "dev", node.device]);
  await execa("ip", ["link", "set", node.device, "up"]);
  await writeFile(settingPath("net/ipv4/ip_forward"), "1");
  for (const [name, wanted] of Object.entries(raisedSettings)) {
    const present = Number(await readFile(settingPath(name), "utf8"));
    if (present < Number(wanted)) await writeFile(settingPath(name), wanted);
  }
}
