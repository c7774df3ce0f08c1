import { access, mkdir, readFile, readdir, statfs } from "node:fs/promises";
import { createServer } from "node:net";
import { cpus, totalmem } from "node:os";
import { execa } from "execa";
import { cache, kubeadmFolders, ports, state } from "../settings.js";
import { isOnPath, missingPackages } from "./packages.js";

/** Something that keeps `make up` from working, and what to do about it. */
export interface Obstacle {
  readonly what: string;
  readonly remedy: string;
}

const gibibyte = 1024 ** 3;
const needed = {
  memory: 6 * gibibyte,
  diskToBuild: 30 * gibibyte,
  diskBuilt: 8 * gibibyte,
  goMinor: 24,
  node: [20, 19],
} as const;

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** True when nothing listens on the port. */
export async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => {
      resolve(false);
    });
    server.listen(port, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

async function privileges(): Promise<Obstacle[]> {
  if (process.platform !== "linux")
    return [
      {
        what: `this is ${process.platform}`,
        remedy: "the embedded cluster needs Linux: use a virtual machine, or your own cluster with the dev stack",
      },
    ];
  return process.getuid?.() === 0
    ? []
    : [
        {
          what: "not running as root",
          remedy: "run it as root (sudo make up): containers, mounts and firewall rules need it",
        },
      ];
}

async function goToolchain(): Promise<Obstacle[]> {
  const remedy = `install Go 1.${String(needed.goMinor)} or later from https://go.dev/dl and put it on PATH`;
  const { stdout, failed } = await execa("go", ["env", "GOVERSION"], { reject: false });
  if (failed) return [{ what: "Go is not on PATH", remedy }];
  const minor = Number(/^go1\.(\d+)/.exec(stdout)?.[1] ?? "0");
  return minor >= needed.goMinor ? [] : [{ what: `Go is ${stdout}`, remedy }];
}

async function nodeRuntime(): Promise<Obstacle[]> {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [neededMajor, neededMinor] = needed.node;
  const recent = major > neededMajor || (major === neededMajor && minor >= neededMinor);
  return recent
    ? []
    : [{ what: `Node.js is ${process.versions.node}`, remedy: `install Node.js ${needed.node.join(".")} or later` }];
}

async function debianPackages(): Promise<Obstacle[]> {
  const missing = await missingPackages();
  if (missing.length === 0 || (await isOnPath("apt-get"))) return [];
  return [
    {
      what: `missing and no apt-get to install them: ${missing.join(", ")}`,
      remedy: "install these packages with your distribution's package manager",
    },
  ];
}

async function memory(): Promise<Obstacle[]> {
  if (totalmem() >= needed.memory) return [];
  return [
    {
      what: `${(totalmem() / gibibyte).toFixed(1)} GiB of memory`,
      remedy: `give the machine at least ${String(needed.memory / gibibyte)} GiB`,
    },
  ];
}

async function disk(): Promise<Obstacle[]> {
  await mkdir(cache.root, { recursive: true });
  const { bavail, bsize } = await statfs(cache.root);
  const free = bavail * bsize;
  const built = (await readdir(cache.images).catch(() => [])).length > 0;
  const wanted = built ? needed.diskBuilt : needed.diskToBuild;
  if (free >= wanted) return [];
  return [
    {
      what: `${(free / gibibyte).toFixed(1)} GiB free below ${cache.root}`,
      remedy: `free ${String(wanted / gibibyte)} GiB there, or name a larger disk in MESH_PLATFORM_CACHE`,
    },
  ];
}

/** A cluster of somebody else uses the same fixed folders and ports; running over it would destroy it. */
async function otherClusters(): Promise<Obstacle[]> {
  if (await exists(state.root)) return [];
  const folders = (
    await Promise.all(kubeadmFolders.map(async (folder) => ((await isInUse(folder)) ? [folder] : [])))
  ).flat();
  const taken = (
    await Promise.all(
      Object.entries(ports).map(async ([port, user]) => ((await isFree(Number(port))) ? [] : [`${port} (${user})`])),
    )
  ).flat();
  return [
    ...folders.map((folder) => ({
      what: `${folder} exists and is not of this project`,
      remedy: "this machine seems to run Kubernetes already: use that cluster with the dev stack, or another machine",
    })),
    ...(taken.length === 0
      ? []
      : [{ what: `ports in use: ${taken.join(", ")}`, remedy: "stop what listens there (ss -ltnp shows it)" }]),
  ];
}

async function isInUse(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).length > 0;
}

/** The kernel's parts that a container needs; everything else kubeadm's components report themselves. */
async function kernel(): Promise<Obstacle[]> {
  const filesystems = await readFile("/proc/filesystems", "utf8").catch(() => "");
  return /\boverlay$/m.test(filesystems)
    ? []
    : [{ what: "the kernel has no overlay file system", remedy: "load it (modprobe overlay) or use another kernel" }];
}

/** Looks at everything and reports every obstacle together, so that one repair round is enough. */
export async function preflight(): Promise<Obstacle[]> {
  const checks = [privileges, goToolchain, nodeRuntime, debianPackages, memory, disk, otherClusters, kernel];
  return (await Promise.all(checks.map((check) => check()))).flat();
}

export function machine(): string {
  return `${String(cpus().length)} cores, ${(totalmem() / gibibyte).toFixed(0)} GiB of memory`;
}
