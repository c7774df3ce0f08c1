import type { HttpMethod, PlatformConfig, RouteConfig } from "../config";
import { GATEWAY_NAME } from "../mesh/ingress-gateway";

/** A request by which CI sees that a route works. */
export interface Endpoint {
  /** Service, method, host if it matters, and path. */
  readonly name: string;
  readonly method: HttpMethod;
  /** Absolute URL. */
  readonly url: string;
  /** Host header to send; absent when the URL's own host will do. */
  readonly host?: string;
  /** Request body, JSON; absent for none. */
  readonly body?: string;
  /** Expected HTTP status. */
  readonly status: number;
}

/** What a stack tells CI and people: `pulumi stack output --json` has exactly these keys. */
export interface PlatformOutputs {
  /** Base URL of the gateway, without a trailing slash. */
  readonly baseUrl: string;
  /** A request for every route that the config gives a check. */
  readonly endpoints: readonly Endpoint[];
  /** Namespace of each part. */
  readonly namespaces: { readonly istio: string; readonly gateway: string; readonly services: readonly string[] };
  /** What is pinned: Istio and every image of the catalogue. */
  readonly versions: { readonly istio: string; readonly images: Readonly<Record<string, string>> };
  /** The command line flags by which kubectl reaches the same cluster. */
  readonly kubectl: string;
}

/** Base URL of the gateway, given the address at which its Service can be reached. Pure. */
export function gatewayUrl(config: PlatformConfig["gateway"], address: string | undefined): string {
  const { service } = config;
  switch (service.type) {
    case "NodePort":
      return `http://${inUrl(address ?? "127.0.0.1")}:${String(service.nodePorts.http)}`;
    case "LoadBalancer":
      return `http://${inUrl(address ?? "pending")}`;
    case "ClusterIP":
      return `http://${inUrl(address ?? `${GATEWAY_NAME}.${config.namespace}.svc.cluster.local`)}`;
  }
}

/** An IPv6 address, which a load balancer may have, stands in brackets (RFC 3986, 3.2.2). */
function inUrl(address: string): string {
  return address.includes(":") ? `[${address}]` : address;
}

/** A host that matches the route's pattern; undefined when any host does. */
function concreteHost(route: RouteConfig): string | undefined {
  const [first] = route.hosts;
  if (first === undefined || route.hosts.includes("*")) return undefined;
  return first.replace(/^\*/, "check");
}

/** Every route with a check, as a request to the gateway. Pure. */
export function endpoints(services: PlatformConfig["services"], baseUrl: string): Endpoint[] {
  return services.flatMap((service) =>
    service.routes.flatMap((route) => {
      if (route.check === undefined) return [];
      const { method, path, body, status } = route.check;
      const host = concreteHost(route);
      return [
        {
          name: `${service.name} ${method} ${host ?? ""}${path}`,
          method,
          url: `${baseUrl}${path}`,
          ...(host === undefined ? {} : { host }),
          ...(body === undefined ? {} : { body }),
          status,
        },
      ];
    }),
  );
}

/** All outputs, given the gateway's address. Pure. */
export function platformOutputs(config: PlatformConfig, address: string | undefined): PlatformOutputs {
  const baseUrl = gatewayUrl(config.gateway, address);
  const { kubeconfig, context } = config.cluster;
  return {
    baseUrl,
    endpoints: endpoints(config.services, baseUrl),
    namespaces: {
      istio: config.istio.namespace,
      gateway: config.gateway.namespace,
      services: [...new Set(config.services.map(({ namespace }) => namespace))],
    },
    versions: {
      istio: config.istio.version,
      images: Object.fromEntries(config.services.map(({ name, image }) => [name, image])),
    },
    kubectl: [
      "kubectl",
      ...(kubeconfig === undefined ? [] : [`--kubeconfig=${kubeconfig}`]),
      ...(context === undefined ? [] : [`--context=${context}`]),
    ].join(" "),
  };
}
