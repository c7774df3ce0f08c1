import { join } from "node:path";
import { execa } from "execa";
import pRetry from "p-retry";
import { state } from "../settings.js";
import { tool } from "../toolchain/build.js";

const manifests = join(import.meta.dirname, "manifests");

export async function kubectl(...args: string[]): Promise<string> {
  const { stdout } = await execa(tool("kubectl"), ["--kubeconfig", state.kubeconfig, ...args]);
  return stdout;
}

/** What a cluster brings before any platform is put on it: resource metrics and a NetworkPolicy agent. */
export async function applyAddons(): Promise<void> {
  await pRetry(() => kubectl("apply", "--server-side", "--force-conflicts", "--filename", manifests), {
    retries: 30,
    minTimeout: 1000,
    factor: 1,
  });
}

export async function waitForApi(): Promise<void> {
  await pRetry(() => kubectl("get", "--raw", "/readyz"), { retries: 180, minTimeout: 500, factor: 1 });
}

/** The node takes pods, names resolve and policies are enforced. Metrics are not waited for: autoscaling starts when they come. */
export async function waitForNode(): Promise<void> {
  await kubectl("wait", "node", "--all", "--for=condition=Ready", "--timeout=120s");
  await Promise.all(
    ["deployment/coredns", "daemonset/kube-router", "daemonset/kube-proxy"].map((workload) =>
      kubectl("--namespace", "kube-system", "rollout", "status", workload, "--timeout=180s"),
    ),
  );
}
