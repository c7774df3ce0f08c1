import { readFile } from "node:fs/promises";
import { state } from "../settings.js";
import { outputs } from "./pulumi.js";

interface Endpoint {
  readonly name: string;
  readonly url: string;
  readonly method: string;
  readonly status: number;
}

interface Outputs {
  readonly baseUrl: string;
  readonly endpoints: readonly Endpoint[];
}

/** Prints what the person came for: the URLs, and how to use the cluster from a shell. */
export async function printAccess(): Promise<void> {
  const { baseUrl, endpoints } = JSON.parse(await outputs()) as Outputs;
  console.log(`\nThe platform is up: ${baseUrl}\n`);
  for (const { name, method, url, status } of endpoints)
    console.log(`  ${method.padEnd(5)} ${url}  → ${String(status)}   (${name})`);
  console.log(
    '\n  eval "$(make --silent env)"    kubectl, istioctl and pulumi for this cluster (your own kubeconfig is untouched)',
  );
  console.log("  make status | make logs | make down\n");
}

/** True when a cluster has been made and not been taken down. */
export async function clusterExists(): Promise<boolean> {
  return readFile(state.kubeconfig).then(
    () => true,
    () => false,
  );
}
