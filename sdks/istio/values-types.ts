import type * as k8s from "@pulumi/kubernetes/types/input";

/** Amounts of compute resources, as Kubernetes quantities (`100m`, `128Mi`). `null` removes the chart's default. */
export interface ResourceAmounts {
  cpu?: string | null;
  memory?: string | null;
  "ephemeral-storage"?: string | null;
}

/** What a container is promised and what it may use at most. `null` removes the chart's default. */
export interface Resources {
  requests?: ResourceAmounts | null;
  limits?: ResourceAmounts | null;
}

/** A PodDisruptionBudget: give `minAvailable` or `maxUnavailable` (pods, or a percentage), never both. */
export interface DisruptionBudget {
  minAvailable?: number | string;
  maxUnavailable?: number | string;
  /**
   * Whether pods that are not ready may be evicted although the budget is used up.
   * @default "" (Kubernetes' default, IfHealthyBudget)
   */
  unhealthyPodEvictionPolicy?: "" | "IfHealthyBudget" | "AlwaysAllow";
}

/** Pods that join the ambient mesh: those that match both selectors. */
export interface EnablementSelector {
  podSelector?: k8s.meta.v1.LabelSelector;
  namespaceSelector?: k8s.meta.v1.LabelSelector;
}
