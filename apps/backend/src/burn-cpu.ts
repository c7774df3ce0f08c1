import { setImmediate } from "node:timers/promises";

/** Milliseconds. Between slices the event loop runs, so that probes are answered under load instead of restarting the pod. */
const slice = 5;

/**
 * Burns CPU time, for load tests of autoscaling. CPU time and not wall time: under a CPU limit the process is throttled, and a
 * call must cost the same then.
 */
export async function burnCpu(milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= slice) {
    burnSlice(Math.min(left, slice) * 1000);
    await setImmediate();
  }
}

function burnSlice(microseconds: number): void {
  const start = process.cpuUsage();
  let used = 0;
  while (used < microseconds) {
    const { user, system } = process.cpuUsage(start);
    used = user + system;
  }
}
