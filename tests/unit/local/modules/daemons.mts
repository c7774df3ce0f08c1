import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ensureRunning, runningPid, stop, type Daemon } from "../../../../local/cluster/processes.js";

const [root = ""] = process.argv.slice(2);
const folders = { pids: join(root, "pids"), logs: join(root, "logs") };

const sleeper: Daemon = { name: "sleeper", command: "sleep", args: ["60"] };
const stubborn: Daemon = {
  name: "stubborn",
  command: "sh",
  args: ["-c", 'trap "" TERM; echo "$GREETING"; while :; do sleep 0.2; done'],
  env: { GREETING: "hello" },
};

function runs(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

const started = await ensureRunning(sleeper, folders);
const pid = await runningPid("sleeper", folders);
const startedAgain = await ensureRunning(sleeper, folders);
const pidAgain = await runningPid("sleeper", folders);
const running = runs(pid);

// As after a reboot: the number is that of another process, which was started at another time.
const pidFile = join(folders.pids, "sleeper");
const honest = await readFile(pidFile, "utf8");
await writeFile(pidFile, `${String(process.pid)} 1\n`);
const reusedPid = await runningPid("sleeper", folders);
// Would end this very program if it believed the file.
await stop("sleeper", folders);
await writeFile(pidFile, "not a pid file");
const damagedPid = await runningPid("sleeper", folders);
await writeFile(pidFile, honest);

await stop("sleeper", folders);
const runningAfterStop = runs(pid);
const fileAfterStop = await readFile(pidFile, "utf8").catch(() => null);
await stop("sleeper", folders);

await ensureRunning(stubborn, folders);
const stubbornPid = await runningPid("stubborn", folders);
while ((await readFile(join(folders.logs, "stubborn.log"), "utf8")) === "") await new Promise((r) => setTimeout(r, 20));
await stop("stubborn", folders);

const missing = await ensureRunning(
  { name: "missing", command: join(root, "no-such-program"), args: [] },
  folders,
).then(
  () => "started",
  (error: unknown) => (error instanceof Error ? error.message : ""),
);
const log = await readFile(join(folders.logs, "stubborn.log"), "utf8");
await rm(root, { recursive: true });

const report = {
  started,
  startedAgain,
  samePid: pid === pidAgain,
  running,
  reusedPid: reusedPid ?? null,
  damagedPid: damagedPid ?? null,
  runningAfterStop,
  fileAfterStop,
  stubbornRan: stubbornPid !== undefined,
  stubbornRunsAfterStop: runs(stubbornPid),
  log,
  missing,
};
export type Report = typeof report;
console.log(JSON.stringify(report));
