import { DEFAULT_NODE_PORTS } from "../complete";
import { problemAt } from "../problem";
import { given, type Check, type Draft } from "./draft";

type DraftService = NonNullable<NonNullable<Draft["gateway"]>["service"]>;

const SERVICE = ["gateway", "service"];

export const gatewayReplicas: Check = ({ gateway }) => {
  const { min, max } = gateway?.replicas ?? {};
  return min !== undefined && max !== undefined && max < min
    ? [problemAt(["gateway", "replicas", "max"], max, "is below min", { allowed: `at least ${min}` })]
    : [];
};

/** Kubernetes refuses such a Service, but only when the rest of the stack is already being deployed. */
export const fieldsOfServiceType: Check = ({ gateway }) => {
  const { service } = gateway ?? {};
  if (service?.type !== "ClusterIP") {
    return [];
  }
  return (["nodePorts", "externalTrafficPolicy"] as const)
    .filter((key) => given(service, key))
    .map((key) =>
      problemAt([...SERVICE, key], service[key], "has no meaning with type ClusterIP", {
        allowed: "with type NodePort or LoadBalancer only",
      }),
    );
};

export const distinctNodePorts: Check = ({ gateway }) => {
  const { service } = gateway ?? {};
  const http = service && nodePort(service, "http");
  const https = service && nodePort(service, "https");
  if (http === undefined || http !== https || service?.type === "ClusterIP") {
    return [];
  }
  const chosen = service?.nodePorts && given(service.nodePorts, "https") ? "https" : "http";
  const other = chosen === "https" ? "http" : "https";
  return [
    problemAt([...SERVICE, "nodePorts", chosen], http, `is the NodePort of ${other} as well`, {
      allowed: "two different ports",
    }),
  ];
};

function nodePort({ type, nodePorts = {} }: DraftService, name: "http" | "https"): number | undefined {
  const isDefault = type === "NodePort" && !given(nodePorts, name);
  return isDefault ? DEFAULT_NODE_PORTS[name] : nodePorts[name];
}
