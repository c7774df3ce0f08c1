/** Something that keeps `make up` from working, and what to do about it. */
export interface Obstacle {
  readonly what: string;
  readonly remedy: string;
}

const gibibyte = 1024 ** 3;

/** What the embedded cluster asks of a machine. */
export const needed = {
  memory: 6 * gibibyte,
  diskToBuild: 30 * gibibyte,
  diskBuilt: 8 * gibibyte,
  goMinor: 24,
  node: [20, 19],
} as const;

export function platformObstacles(platform: string, user: number | undefined): Obstacle[] {
  if (platform !== "linux")
    return [
      {
        what: `this is ${platform}`,
        remedy: "the embedded cluster needs Linux: use a virtual machine, or your own cluster with the dev stack",
      },
    ];
  return user === 0
    ? []
    : [
        {
          what: "not running as root",
          remedy: "run it as root (sudo make up): containers, mounts and firewall rules need it",
        },
      ];
}

/** @param version as `go env GOVERSION` prints it, such as "go1.26.8"; undefined without Go */
export function goObstacles(version: string | undefined): Obstacle[] {
  const remedy = `install Go 1.${String(needed.goMinor)} or later from https://go.dev/dl and put it on PATH`;
  if (version === undefined) return [{ what: "Go is not on PATH", remedy }];
  const minor = Number(/\bgo1\.(\d+)/.exec(version)?.[1] ?? "0");
  return minor >= needed.goMinor ? [] : [{ what: `Go is ${version}`, remedy }];
}

/** @param version without a leading "v" */
export function nodeObstacles(version: string): Obstacle[] {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [neededMajor, neededMinor] = needed.node;
  const recent = major > neededMajor || (major === neededMajor && minor >= neededMinor);
  return recent ? [] : [{ what: `Node.js is ${version}`, remedy: `install Node.js ${needed.node.join(".")} or later` }];
}

/** @param bytes memory of the machine */
export function memoryObstacles(bytes: number): Obstacle[] {
  if (bytes >= needed.memory) return [];
  return [
    {
      what: `${(bytes / gibibyte).toFixed(1)} GiB of memory`,
      remedy: `give the machine at least ${String(needed.memory / gibibyte)} GiB`,
    },
  ];
}

/**
 * @param free bytes that are free in `folder`
 * @param built whether the build is done, after which far less is needed
 */
export function diskObstacles(free: number, folder: string, built: boolean): Obstacle[] {
  const wanted = built ? needed.diskBuilt : needed.diskToBuild;
  if (free >= wanted) return [];
  return [
    {
      what: `${(free / gibibyte).toFixed(1)} GiB free below ${folder}`,
      remedy: `free ${String(wanted / gibibyte)} GiB there, or name a folder on a larger disk in MESH_PLATFORM_CACHE`,
    },
  ];
}

/** @param missing Debian packages that are not installed */
export function packageObstacles(missing: readonly string[], installable: boolean): Obstacle[] {
  if (missing.length === 0 || installable) return [];
  return [
    {
      what: `missing and no apt-get to install them: ${missing.join(", ")}`,
      remedy: "install these packages with your distribution's package manager",
    },
  ];
}

/**
 * @param folders of another cluster
 * @param taken ports, each with who would use it
 */
export function otherClusterObstacles(folders: readonly string[], taken: readonly string[]): Obstacle[] {
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

/** @param filesystems contents of /proc/filesystems */
export function kernelObstacles(filesystems: string): Obstacle[] {
  return /\boverlay$/m.test(filesystems)
    ? []
    : [{ what: "the kernel has no overlay file system", remedy: "load it (modprobe overlay) or use another kernel" }];
}
