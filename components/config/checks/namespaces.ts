import type { Path } from "../introspect";
import { problemAt } from "../problem";
import { eachService, type Check } from "./draft";

/**
 * Istio's own namespaces are not for workloads: the control plane's takes no sidecars, its policies count for the whole
 * mesh, and two Namespace resources of one name would overwrite each other's labels.
 */
export const ownNamespaces: Check = (draft) => {
  const taken = [
    { namespace: draft.istio?.namespace, owner: "Istio's control plane" },
    { namespace: draft.gateway?.namespace, owner: "the gateway" },
  ];
  const clash = (namespace: string | undefined, others = taken) =>
    namespace === undefined ? undefined : others.find((other) => other.namespace === namespace);
  const problem = (path: Path, namespace: string | undefined, owner: string) =>
    problemAt(path, namespace, `is the namespace of ${owner}`, { allowed: "another namespace" });

  const gateway = clash(draft.gateway?.namespace, taken.slice(0, 1));
  return [
    ...(gateway ? [problem(["gateway", "namespace"], gateway.namespace, gateway.owner)] : []),
    ...eachService(draft, ({ namespace }, path) => {
      const other = clash(namespace);
      return other ? [problem([...path, "namespace"], namespace, other.owner)] : [];
    }),
  ];
};
