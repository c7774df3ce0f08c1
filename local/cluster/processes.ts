import { openSync, closeSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { spawn } from "node:child_process";
import pRetry from "p-retry";
import { state } from "../settings.js";
import { startTime } from "./process-table.js";

/** A process that outlives the command that started it, found again by its pid file. */
export interface Daemon {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Where daemons leave their traces. Default everywhere: the cluster's own folders. */
export interface DaemonFolders {
  /** One file per daemon: its pid and start time. */
  readonly pids: string;
  readonly logs: string;
}

interface PidRecord {
  readonly pid: number;
  readonly started: string;
}

async function record(name: string, { pids }: DaemonFolders): Promise<PidRecord | undefined> {
  const text = await readFile(join(pids, name), "utf8").catch(() => undefined);
  const [pid, started] = text?.trim().split(" ") ?? [];
  return pid === undefined || started === undefined ? undefined : { pid: Number(pid), started };
}

/** The process id of a running daemon; undefined when it does not run. */
export async function runningPid(name: string, folders: DaemonFolders = state): Promise<number | undefined> {
  const known = await record(name, folders);
  return known !== undefined && (await startTime(known.pid)) === known.started ? known.pid : undefined;
}

/** Starts the daemon unless it runs; its output goes to a log file of its name. Answers whether it was started. */
export async function ensureRunning(daemon: Daemon, folders: DaemonFolders = state): Promise<boolean> {
  if ((await runningPid(daemon.name, folders)) !== undefined) return false;
  await Promise.all([mkdir(folders.pids, { recursive: true }), mkdir(folders.logs, { recursive: true })]);
  const logFile = join(folders.logs, `${daemon.name}.log`);
  const log = openSync(logFile, "a");
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
  if (pid === undefined || started === undefined) throw new Error(`${daemon.name} ended at once: see ${logFile}`);
  child.unref();
  await writeFile(join(folders.pids, daemon.name), `${String(pid)} ${started}\n`);
  return true;
}

/** Sends a signal; that the process has ended by itself meanwhile is as good. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** Ends a daemon: asks first, then forces it after ten seconds. */
export async function stop(name: string, folders: DaemonFolders = state): Promise<void> {
  const pid = await runningPid(name, folders);
  if (pid !== undefined) {
    signal(pid, "SIGTERM");
    await waitUntilGone(pid).catch(() => {
      signal(pid, "SIGKILL");
      return waitUntilGone(pid);
    });
  }
  await rm(join(folders.pids, name), { force: true });
}

export async function waitUntilGone(pid: number): Promise<void> {
  await pRetry(
    async () => {
      if ((await startTime(pid)) !== undefined) throw new Error(`process ${String(pid)} still runs`);
    },
    { retries: 50, minTimeout: 200, factor: 1 },
  );
}
