import type { Path } from "../introspect";
import { problemAt, type ConfigProblem } from "../problem";
import { compareQuantities } from "../quantity";
import { eachService, type Check, type DraftResources } from "./draft";

/** Kubernetes refuses pods whose limits are below their requests. */
export const limitsCoverRequests: Check = (draft) => [
  ...tooLowLimits(["istio", "istiod", "resources"], draft.istio?.istiod?.resources),
  ...tooLowLimits(["istio", "proxy", "resources"], draft.istio?.proxy?.resources),
  ...tooLowLimits(["gateway", "resources"], draft.gateway?.resources),
  ...eachService(draft, ({ resources }, path) => tooLowLimits([...path, "resources"], resources)),
];

function tooLowLimits(path: Path, { requests, limits }: DraftResources = {}): readonly ConfigProblem[] {
  return (["cpu", "memory"] as const).flatMap((kind) => {
    const request = requests?.[kind];
    const limit = limits?.[kind];
    return request !== undefined && limit !== undefined && compareQuantities(limit, request) < 0
      ? [
          problemAt([...path, "limits", kind], limit, "is less than what is requested", {
            allowed: `at least ${request}`,
          }),
        ]
      : [];
  });
}
