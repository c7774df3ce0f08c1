import type { V1Container, V1PodSpec } from "@kubernetes/client-node";

function weaknesses(pod: V1PodSpec, { name, securityContext: own = {} }: V1Container): string[] {
  // A container's own setting wins over its pod's: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
  const nonRoot = own.runAsNonRoot ?? pod.securityContext?.runAsNonRoot;
  const seccomp = own.seccompProfile ?? pod.securityContext?.seccompProfile;
  const checks: [boolean, string][] = [
    [nonRoot === true, "may run as root"],
    [own.readOnlyRootFilesystem === true, "may write to its image"],
    [own.allowPrivilegeEscalation === false, "may gain privileges"],
    [own.privileged !== true, "is privileged"],
    [own.capabilities?.drop?.includes("ALL") === true, "keeps capabilities"],
    [own.capabilities?.add === undefined, "adds capabilities"],
    [seccomp?.type === "RuntimeDefault", "has no seccomp profile"],
  ];
  return checks.filter(([strong]) => !strong).map(([, weakness]) => `${name} ${weakness}`);
}

/** What the containers of a pod could do that nothing on this platform has to; empty when they are locked down. */
export function podWeaknesses(pod: V1PodSpec): string[] {
  const token = pod.automountServiceAccountToken === false ? [] : ["the pod gets a token for the Kubernetes API"];
  const containers = [...(pod.initContainers ?? []), ...pod.containers];
  return [...token, ...containers.flatMap((container) => weaknesses(pod, container))];
}
