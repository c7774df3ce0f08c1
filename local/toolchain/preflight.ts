import { mkdir, readFile, readdir, statfs } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { execa } from "execa";
import { cache, kubeadmFolders, ports, state } from "../settings.js";
import * as obstacles from "./obstacles.js";
import { isOnPath, missingPackages } from "./packages.js";
import { isFree } from "./port.js";
import { exists } from "../files.js";

type Obstacles = Promise<obstacles.Obstacle[]>;

async function goToolchain(): Obstacles {
  const { stdout, failed } = await execa("go", ["env", "GOVERSION"], { reject: false });
  return obstacles.goObstacles(failed ? undefined : stdout);
}

async function debianPackages(): Obstacles {
  return obstacles.packageObstacles(await missingPackages(), await isOnPath("apt-get"));
}

async function disk(): Obstacles {
  await mkdir(cache.root, { recursive: true });
  const { bavail, bsize } = await statfs(cache.root);
  const built = (await readdir(cache.images).catch(() => [])).length > 0;
  return obstacles.diskObstacles(bavail * bsize, cache.root, built);
}

/** A cluster of somebody else uses the same fixed folders and ports; running over it would destroy it. */
async function otherClusters(): Obstacles {
  if (await exists(state.root)) return [];
  const folders = await Promise.all(kubeadmFolders.map(async (folder) => ((await isInUse(folder)) ? [folder] : [])));
  const taken = await Promise.all(
    Object.entries(ports).map(async ([port, user]) => ((await isFree(Number(port))) ? [] : [`${port} (${user})`])),
  );
  return obstacles.otherClusterObstacles(folders.flat(), taken.flat());
}

async function isInUse(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).length > 0;
}

/** The kernel's parts that a container needs; everything else kubeadm's components report themselves. */
async function kernel(): Obstacles {
  return obstacles.kernelObstacles(await readFile("/proc/filesystems", "utf8").catch(() => ""));
}

/** Looks at everything and reports every obstacle together, so that one repair round is enough. */
export async function preflight(): Obstacles {
  const found = await Promise.all([
    obstacles.platformObstacles(process.platform, process.getuid?.()),
    goToolchain(),
    obstacles.nodeObstacles(process.versions.node),
    debianPackages(),
    obstacles.memoryObstacles(totalmem()),
    disk(),
    otherClusters(),
    kernel(),
  ]);
  return found.flat();
}

export function machine(): string {
  return `${String(cpus().length)} cores, ${(totalmem() / 1024 ** 3).toFixed(0)} GiB of memory`;
}
