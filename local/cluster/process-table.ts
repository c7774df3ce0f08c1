import { readFile, readdir } from "node:fs/promises";

/** What /proc/PID/stat says of a process (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html). */
export interface ProcessStatus {
  readonly state: string;
  readonly parent: number;
  /** Start time in clock ticks since boot: a pid alone may be given to another process later. */
  readonly started: string;
}

/** Fields are counted after the command name, which may itself contain spaces and parentheses. */
export function parseStatus(stat: string): ProcessStatus | undefined {
  const fields = stat
    .slice(stat.lastIndexOf(")") + 1)
    .trim()
    .split(" ");
  const [state, parent] = fields;
  const started = fields[19];
  return state === undefined || parent === undefined || started === undefined
    ? undefined
    : { state, parent: Number(parent), started };
}

async function processStatus(pid: number | string): Promise<ProcessStatus | undefined> {
  return parseStatus(await readFile(`/proc/${String(pid)}/stat`, "utf8").catch(() => ""));
}

/** Start time of a process; undefined when it does not run. */
export async function startTime(pid: number): Promise<string | undefined> {
  const status = await processStatus(pid);
  // A zombie has ended: it only waits for its parent to notice.
  return status?.state === "Z" ? undefined : status?.started;
}

export interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  readonly command: readonly string[];
}

/** Every process of the machine that can be read. */
export async function allProcesses(): Promise<ProcessInfo[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const infos = await Promise.all(
    pids.map(async (pid) => {
      const [status, command] = await Promise.all([
        processStatus(pid),
        readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => ""),
      ]);
      return status === undefined ? [] : [{ pid: Number(pid), parent: status.parent, command: command.split("\0") }];
    }),
  );
  return infos.flat();
}

/** The given processes and everything that descends from them. */
export function withDescendants(roots: readonly number[], processes: readonly ProcessInfo[]): number[] {
  const found = new Set(roots);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { pid, parent } of processes) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}
