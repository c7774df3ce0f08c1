import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { execa } from "execa";
import pRetry from "p-retry";
import { state } from "../settings.js";
import { ctr } from "./containerd.js";
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

interface PodList {
  readonly items: readonly {
    readonly metadata: { readonly namespace: string; readonly name: string };
    readonly status: {
      readonly phase: string;
      readonly conditions?: readonly { readonly type: string; readonly status: string }[];
      readonly containerStatuses?: readonly ContainerStatus[];
      readonly initContainerStatuses?: readonly ContainerStatus[];
    };
  }[];
}

interface ContainerStatus {
  readonly containerID?: string;
  readonly state?: { readonly running?: unknown };
}

/** Pods that the API server takes for running although the container runtime does not run them, and pods that are not ready. */
async function unsettledPods(): Promise<string[]> {
  const [listed, tasks] = await Promise.all([
    kubectl("get", "pods", "--all-namespaces", "--output", "json"),
    ctr("tasks", "list"),
  ]);
  const running = new Set(
    tasks.split("\n").flatMap((line) => (line.includes("RUNNING") ? [line.split(/\s+/)[0]] : [])),
  );
  const pods = JSON.parse(listed) as PodList;
  return pods.items
    .filter(({ status }) => status.phase !== "Succeeded" && status.phase !== "Failed")
    .filter(({ status }) => {
      const ready =
        status.conditions?.some((condition) => condition.type === "Ready" && condition.status === "True") ?? false;
      const claimed = [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])]
        .filter((container) => container.state?.running !== undefined)
        .map((container) => container.containerID?.replace("containerd://", ""));
      return !ready || claimed.some((id) => !running.has(id));
    })
    .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
}

/**
 * Waits until what the API server says of the pods is true. After a power cut it still shows them as they were: ready, at
 * addresses that other pods may have by now, and the gateway would send requests there. A pod that stays unready for
 * reasons of its own is left to the deployment, which may be about to mend it.
 */
export async function waitForPods(): Promise<readonly string[]> {
  const end = Date.now() + 120_000;
  for (;;) {
    const unsettled = await unsettledPods();
    if (unsettled.length === 0 || Date.now() > end) return unsettled;
    await setTimeout(1000);
  }
}
