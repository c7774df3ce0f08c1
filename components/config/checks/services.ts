import { DEFAULT_REPLICAS } from "../complete";
import { showPath } from "../display";
import { parseDuration } from "../duration";
import { problemAt } from "../problem";
import { eachService, given, type Check, type DraftService } from "./draft";

export const uniqueNames: Check = (draft) => {
  const names = (draft.services ?? []).map((service) => service?.name);
  return eachService(draft, ({ name }, path) => {
    const [, index] = path;
    const first = names.indexOf(name);
    return name !== undefined && first < Number(index)
      ? [
          problemAt([...path, "name"], name, `is the name of ${showPath(["services", first])} as well`, {
            allowed: "a name of its own",
          }),
        ]
      : [];
  });
};

export const oneWayOfScaling: Check = (draft) =>
  eachService(draft, (service, path) =>
    given(service, "replicas") && given(service, "autoscaling")
      ? [
          problemAt([...path, "replicas"], service.replicas, "is given beside autoscaling", {
            allowed: "either replicas or autoscaling",
          }),
        ]
      : [],
  );

export const autoscalingRange: Check = (draft) =>
  eachService(draft, ({ autoscaling: { min, max } = {} }, path) =>
    min !== undefined && max !== undefined && max < min
      ? [problemAt([...path, "autoscaling", "max"], max, "is below min", { allowed: `at least ${min}` })]
      : [],
  );

/** A budget that needs every pod forbids each eviction, so that no node with such a pod can be drained for an upgrade. */
export const drainableBudgets: Check = (draft) =>
  eachService(draft, (service, path) => {
    const minAvailable = service.disruptionBudget?.minAvailable;
    const pods = fewestPods(service);
    if (minAvailable === undefined || pods === undefined || minAvailable < pods) {
      return [];
    }
    const message = `lets no pod be evicted, and blocks node drains, where ${pods === 1 ? "1 pod runs" : `${pods} pods run`}`;
    const allowed = pods === 1 ? "no budget, or more pods" : `at most ${pods - 1}, or more pods`;
    return [problemAt([...path, "disruptionBudget", "minAvailable"], minAvailable, message, { allowed })];
  });

function fewestPods(service: DraftService): number | undefined {
  if (given(service, "autoscaling")) {
    return service.autoscaling?.min;
  }
  return given(service, "replicas") ? service.replicas : DEFAULT_REPLICAS;
}

/** Such a try never ends by its own timeout: the whole request is given up first, without a retry. */
export const triesWithinTimeout: Check = (draft) =>
  eachService(draft, ({ timeout, retries }, path) => {
    const perTry = retries?.perTryTimeout;
    return timeout !== undefined && perTry !== undefined && parseDuration(perTry) > parseDuration(timeout)
      ? [
          problemAt([...path, "retries", "perTryTimeout"], perTry, "is longer than the timeout of the whole request", {
            allowed: `at most ${timeout}`,
          }),
        ]
      : [];
  });
