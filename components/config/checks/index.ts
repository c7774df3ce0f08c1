import type { ConfigProblem } from "../problem";
import type { Check, Draft } from "./draft";
import { distinctNodePorts, fieldsOfServiceType, gatewayReplicas } from "./gateway";
import { ownNamespaces } from "./namespaces";
import { limitsCoverRequests } from "./resources";
import { checksFollowTheirRoute, distinctEntries, onePathPerRoute, unambiguousRoutes } from "./routes";
import { autoscalingRange, drainableBudgets, oneWayOfScaling, triesWithinTimeout, uniqueNames } from "./services";

const CHECKS: readonly Check[] = [
  ownNamespaces,
  gatewayReplicas,
  fieldsOfServiceType,
  distinctNodePorts,
  limitsCoverRequests,
  uniqueNames,
  oneWayOfScaling,
  autoscalingRange,
  drainableBudgets,
  triesWithinTimeout,
  onePathPerRoute,
  distinctEntries,
  checksFollowTheirRoute,
  unambiguousRoutes,
];

/** The mistakes between fields, in whatever of the configuration is right by itself. */
export function crossFieldProblems(draft: Draft): readonly ConfigProblem[] {
  return CHECKS.flatMap((check) => check(draft));
}
