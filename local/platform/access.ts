import pRetry from "p-retry";
import type { PlatformOutputs } from "../../components/outputs/contract.js";
import { smoke } from "../../smoke/smoke.js";
import { exists } from "../files.js";
import { state } from "../settings.js";
import { outputs } from "./pulumi.js";

/** Routes take a moment to reach the gateway after their pods are ready; longer than this is a fault. */
const patience = { retries: 60, minTimeout: 1000, factor: 1 };

/** Sends the request of every endpoint until all answer as they should; answers what is still wrong when patience ends. */
async function faults(published: PlatformOutputs): Promise<readonly string[]> {
  try {
    await pRetry(async () => {
      const wrong = (await smoke(published)).filter(({ problem }) => problem !== undefined);
      if (wrong.length > 0)
        throw new Error(wrong.map(({ endpoint, problem }) => `${endpoint}: ${problem ?? ""}`).join("\n"));
    }, patience);
    return [];
  } catch (error) {
    return error instanceof Error ? error.message.split("\n") : [String(error)];
  }
}

/** Prints what the person came for: the URLs, seen to work, and how to use the cluster from a shell. */
export async function printAccess(): Promise<void> {
  const published = JSON.parse(await outputs()) as PlatformOutputs;
  const wrong = await faults(published);
  if (wrong.length > 0) {
    throw new Error(
      `The stack is deployed, but not everything answers:\n${wrong.map((line) => `  ${line}`).join("\n")}`,
    );
  }
  console.log(`\nThe platform is up: ${published.baseUrl}\n`);
  for (const { method, url, status } of published.endpoints) {
    console.log(`  ${method.padEnd(5)} ${url}  → ${String(status)}`);
  }
  console.log(
    '\n  eval "$(make --silent env)"    kubectl, istioctl and pulumi for this cluster; your own kubeconfig is untouched',
  );
  console.log("  make status | make logs | make down\n");
}

/** True when a cluster has been made and not been taken down. */
export async function clusterExists(): Promise<boolean> {
  return exists(state.kubeconfig);
}
