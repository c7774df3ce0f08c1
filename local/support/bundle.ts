import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { execa } from "execa";
import * as tar from "tar";
import { pulumiEnvironment } from "../platform/pulumi.js";
import { state } from "../settings.js";
import { tool } from "../toolchain/build.js";
import { machine } from "../toolchain/preflight.js";

/** What a reader of a bug report asks for first. Secrets and the Pulumi state are left out on purpose. */
const commands: Readonly<Record<string, readonly string[]>> = {
  "nodes.txt": ["kubectl", "describe", "nodes"],
  "objects.txt": [
    "kubectl",
    "get",
    "all,gateways.networking.istio.io,virtualservices,destinationrules,peerauthentications",
    "--all-namespaces",
    "--output",
    "wide",
  ],
  "events.txt": ["kubectl", "get", "events", "--all-namespaces", "--sort-by", ".lastTimestamp"],
  "pods.txt": ["kubectl", "describe", "pods", "--all-namespaces"],
  "istio-analyze.txt": ["istioctl", "analyze", "--all-namespaces"],
  "proxy-status.txt": ["istioctl", "proxy-status"],
  "gateway-config.json": [
    "istioctl",
    "proxy-config",
    "all",
    "deployment/istio-ingressgateway",
    "--namespace",
    "istio-ingress",
    "--output",
    "json",
  ],
  "iptables.txt": ["iptables-save"],
  "network.txt": ["ip", "address"],
  "stack-outputs.json": ["pulumi", "stack", "output", "--json", "--stack", "local"],
};

async function collect([program, ...args]: readonly string[]): Promise<string> {
  if (program === undefined) return "";
  const path = ["kubectl", "istioctl", "pulumi"].includes(program) ? tool(program) : program;
  // A command that fails says in its own words what is broken: that belongs into the bundle too.
  const { all } = await execa(path, args, { all: true, reject: false, timeout: 60_000, env: pulumiEnvironment });
  return all ?? "";
}

/** Collects everything into one archive in the current folder and answers its path. */
export async function supportBundle(): Promise<string> {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, "-").slice(0, 19);
  const scratch = await mkdtemp(join(tmpdir(), "mesh-platform-"));
  try {
    const folder = join(scratch, `support-bundle-${stamp}`);
    await mkdir(folder);
    await writeFile(join(folder, "machine.txt"), `${machine()}\n${(await execa("uname", ["-a"])).stdout}\n`);
    await cp(state.logs, join(folder, "logs"), { recursive: true }).catch(() => undefined);
    await Promise.all(
      Object.entries(commands).map(async ([file, command]) => writeFile(join(folder, file), await collect(command))),
    );
    const archive = join(process.cwd(), `${basename(folder)}.tar.gz`);
    await tar.create({ gzip: true, cwd: scratch, file: archive }, [basename(folder)]);
    return archive;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
