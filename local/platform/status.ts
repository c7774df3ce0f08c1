import { kubectl } from "../cluster/addons.js";
import { runningPid } from "../cluster/processes.js";
import { clusterExists, printAccess } from "./access.js";

const daemons = ["containerd", "kubelet", "chart-repository"] as const;

/** Prints what runs. Ends with exit code 1 when the platform is not fully there, so that scripts can ask. */
export async function printStatus(): Promise<void> {
  if (!(await clusterExists())) {
    console.log("No cluster. `make up` makes one.");
    process.exitCode = 1;
    return;
  }
  for (const name of daemons) {
    const pid = await runningPid(name);
    console.log(
      `${name.padEnd(18)} ${pid === undefined ? "not running: `make up` starts it" : `running (${String(pid)})`}`,
    );
    if (pid === undefined) process.exitCode = 1;
  }
  try {
    console.log(`\n${await kubectl("get", "nodes,pods", "--all-namespaces")}`);
    await printAccess();
  } catch (error) {
    console.log(`\nThe cluster does not answer: \`make up\` heals it.\n${error instanceof Error ? error.message : ""}`);
    process.exitCode = 1;
  }
}
