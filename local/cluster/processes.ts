import { openSync, closeSync } from "node:fs";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { spawn } from "node:child_process";
import pRetry from "p-retry";
import { state } from "../settings.js";

/** A process that outlives the command that started it, found again by its pid file. */
export interface Daemon {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

interface PidRecord {
  readonly pid: number;
  /** Start time in clock ticks since boot: a pid alone may have been given to somebody else since. */
  readonly started: string;
}

function pidFile(name: string): string {
  return join(state.pids, name);
}

/** Field 22 of /proc/PID/stat, counted after the command name, which may itself contain spaces and parentheses. */
async function startTime(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, "utf8").catch(() => undefined);
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  // A zombie has ended: it only waits for its parent to notice.
  return fields?.[0] === "Z" ? undefined : fields?.[19];
}

async function record(name: string): Promise<PidRecord | undefined> {
  const text = await readFile(pidFile(name), "utf8").catch(() => undefined);
  const [pid, started] = text?.trim().split(" ") ?? [];
  return pid === undefined || started === undefined ? undefined : { pid: Number(pid), started };
}

/** The process id of a running daemon; undefined when it does not run. */
export async function runningPid(name: string): Promise<number | undefined> {
  const known = await record(name);
  return known !== undefined && (await startTime(known.pid)) === known.started ? known.pid : undefined;
}

/** Starts the daemon unless it runs; its output goes to a log file of its name. Answers whether it was started. */
export async function ensureRunning(daemon: Daemon): Promise<boolean> {
  if ((await runningPid(daemon.name)) !== undefined) return false;
  await Promise.all([mkdir(state.pids, { recursive: true }), mkdir(state.logs, { recursive: true })]);
  const log = openSync(join(state.logs, `${daemon.name}.log`), "a");
  const child = spawn(daemon.command, daemon.args, {
    detached: true,
    stdio: ["ignore", log, log],
    cwd: "/",
    env: { ...process.env, ...daemon.env },
  });
  closeSync(log);
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
  const pid = child.pid;
  const started = pid === undefined ? undefined : await startTime(pid);
  if (pid === undefined || started === undefined)
    throw new Error(`${daemon.name} ended at once: see ${join(state.logs, daemon.name)}.log`);
  child.unref();
  await writeFile(pidFile(daemon.name), `${String(pid)} ${started}\n`);
  return true;
}

/** Ends a daemon: asks first, then forces it after ten seconds. */
export async function stop(name: string): Promise<void> {
  const pid = await runningPid(name);
  if (pid !== undefined) {
    process.kill(pid, "SIGTERM");
    await waitUntilGone(pid).catch(() => {
      process.kill(pid, "SIGKILL");
      return waitUntilGone(pid);
    });
  }
  await rm(pidFile(name), { force: true });
}

export async function waitUntilGone(pid: number): Promise<void> {
  await pRetry(
    async () => {
      if ((await startTime(pid)) !== undefined) throw new Error(`process ${String(pid)} still runs`);
    },
    { retries: 50, minTimeout: 200, factor: 1 },
  );
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
      const [stat, command] = await Promise.all([
        readFile(`/proc/${pid}/stat`, "utf8").catch(() => ""),
        readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => ""),
      ]);
      const parent = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
      return parent === undefined
        ? undefined
        : { pid: Number(pid), parent: Number(parent), command: command.split("\0") };
    }),
  );
  return infos.filter((info) => info !== undefined);
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
