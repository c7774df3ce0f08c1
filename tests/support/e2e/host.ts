import { readFileSync } from "node:fs";
import { run } from "./command";

/** What of a machine a cluster could change, each as a sorted list. */
export interface HostState {
  readonly processes: readonly string[];
  readonly links: readonly string[];
  readonly mounts: readonly string[];
  readonly firewall: readonly string[];
  readonly ipsets: readonly string[];
  readonly cgroups: readonly string[];
  readonly files: readonly string[];
  readonly kernel: readonly string[];
}

/** Where a cluster could leave something. Other checkouts and people's homes change by themselves. */
const systemFolders = ["/etc", "/opt", "/run", "/srv", "/usr", "/var"];
/** What comes and goes in there without a cluster. */
const restless = ["/var/cache", "/var/log", "/var/tmp"];

async function lines(command: string, ...args: string[]): Promise<string[]> {
  const { stdout } = await run(command, args);
  return stdout.split("\n").filter((line) => line.trim() !== "");
}

async function files(): Promise<string[]> {
  const pruned = restless.flatMap((path) => ["-path", path, "-prune", "-o"]);
  // -xdev: what is mounted is listed as a mount.
  return (await lines("find", ...systemFolders, "-xdev", ...pruned, "-print")).sort();
}

async function firewall(): Promise<string[]> {
  const [ruleset, v4, v6] = await Promise.all([
    lines("nft", "list", "ruleset"),
    lines("iptables-save"),
    lines("ip6tables-save"),
  ]);
  return [...ruleset, ...v4, ...v6].filter((line) => !line.startsWith("#"));
}

/** Programs whose names show a cluster; a list of all processes would differ by itself from one moment to the next. */
async function clusterProcesses(): Promise<string[]> {
  const names = /containerd|kubelet|kube-|etcd|coredns|metrics-server|envoy|pilot-|pause$|http-server/;
  return (await lines("ps", "-eo", "args"))
    .filter((line) => names.test(line.split(" ")[0] ?? "") || line.includes("http-server"))
    .sort();
}

export async function hostState(): Promise<HostState> {
  return {
    processes: await clusterProcesses(),
    links: (await lines("ip", "-brief", "link")).map((line) => line.split(/\s+/)[0] ?? "").sort(),
    mounts: readFileSync("/proc/self/mounts", "utf8")
      .split("\n")
      .map((line) => line.split(" ")[1] ?? "")
      .sort(),
    firewall: await firewall(),
    ipsets: await lines("ipset", "list", "-name"),
    cgroups: (await lines("find", "/sys/fs/cgroup", "-maxdepth", "3", "-type", "d")).sort(),
    files: await files(),
    kernel: await lines(
      "sysctl",
      "net.ipv4.ip_forward",
      "net.ipv4.conf.all.route_localnet",
      "vm.overcommit_memory",
      "kernel.panic",
    ),
  };
}
