import { deepFreeze, type DeepReadonly } from "./immutable";
import type { ParsedConfig } from "./schema";

type ParsedService = ParsedConfig["services"][number];
type ParsedRoute = ParsedService["routes"][number];
type ParsedGateway = ParsedConfig["gateway"];

/** A fixed number of pods, or as many as the load needs. */
type Scaling =
  | { replicas: number; autoscaling?: undefined }
  | { replicas?: undefined; autoscaling: NonNullable<ParsedService["autoscaling"]> };

type MutablePathMatch = { prefix: string; exact?: undefined } | { prefix?: undefined; exact: string };

type MutableGatewayService = { annotations: Record<string, string> } & (
  | { type: "NodePort"; nodePorts: { http: number; https: number }; externalTrafficPolicy: "Cluster" | "Local" }
  | {
      type: "LoadBalancer";
      nodePorts?: { http?: number; https?: number };
      externalTrafficPolicy: "Cluster" | "Local";
    }
  | { type: "ClusterIP"; nodePorts?: undefined; externalTrafficPolicy?: undefined }
);

type MutableRoute = Omit<ParsedRoute, "path" | "check"> & {
  path: MutablePathMatch;
  check?: Omit<NonNullable<ParsedRoute["check"]>, "path"> & { path: string };
};

type MutableService = Omit<ParsedService, "replicas" | "autoscaling" | "routes"> & { routes: MutableRoute[] } & Scaling;

type MutableGateway = Omit<ParsedGateway, "service" | "replicas"> & {
  service: MutableGatewayService;
  replicas: { min: number; max: number };
};

/** The whole configuration: checked, every default filled in, frozen. The fields' meanings are in the schema. */
export type PlatformConfig = DeepReadonly<
  Omit<ParsedConfig, "gateway" | "services"> & { gateway: MutableGateway; services: MutableService[] }
>;
export type ClusterConfig = PlatformConfig["cluster"];
export type IstioConfig = PlatformConfig["istio"];
export type GatewayConfig = PlatformConfig["gateway"];
export type GatewayServiceConfig = GatewayConfig["service"];
/** One service of the catalogue, with either `replicas` or `autoscaling`. */
export type ServiceConfig = PlatformConfig["services"][number];
export type AutoscalingConfig = NonNullable<ServiceConfig["autoscaling"]>;
export type RouteConfig = ServiceConfig["routes"][number];
/** Either `prefix` or `exact`. */
export type PathMatch = RouteConfig["path"];
export type RouteCheck = NonNullable<RouteConfig["check"]>;
export type HttpMethod = NonNullable<RouteConfig["methods"]>[number];
/** CPU and memory of one container. */
export type Resources = ServiceConfig["resources"];

/** Fills in the defaults that depend on other fields, in a configuration that passed every check. */
export function complete(parsed: ParsedConfig): PlatformConfig {
  return deepFreeze({
    ...parsed,
    gateway: completeGateway(parsed.gateway),
    services: parsed.services.map(completeService),
  });
}

function completeGateway({ service, replicas, address, ...rest }: ParsedGateway): MutableGateway {
  const reachable = address ?? (service.type === "NodePort" ? "127.0.0.1" : undefined);
  return {
    ...rest,
    service: completeGatewayService(service),
    replicas: { min: replicas.min, max: replicas.max ?? replicas.min },
    ...(reachable === undefined ? {} : { address: reachable }),
  };
}

function completeGatewayService(service: ParsedGateway["service"]): MutableGatewayService {
  const { type, annotations, nodePorts, externalTrafficPolicy = "Local" } = service;
  switch (type) {
    case "NodePort":
      return { type, annotations, nodePorts: { ...DEFAULT_NODE_PORTS, ...nodePorts }, externalTrafficPolicy };
    case "LoadBalancer":
      return { type, annotations, ...(nodePorts && { nodePorts }), externalTrafficPolicy };
    case "ClusterIP":
      return { type, annotations };
  }
}

/** NodePorts of a gateway of type NodePort. */
export const DEFAULT_NODE_PORTS = { http: 30_080, https: 30_443 } as const;

function completeService({ replicas, autoscaling, routes, ...rest }: ParsedService): MutableService {
  const scaling: Scaling = autoscaling ? { autoscaling } : { replicas: replicas ?? DEFAULT_REPLICAS };
  return { ...rest, routes: routes.map(completeRoute), ...scaling };
}

/** Pods of a service with neither replicas nor autoscaling. */
export const DEFAULT_REPLICAS = 1;

function completeRoute({ path, check, ...rest }: ParsedRoute): MutableRoute {
  const own = path.exact ?? path.prefix ?? "/";
  return {
    ...rest,
    path: path.exact === undefined ? { prefix: own } : { exact: own },
    ...(check && { check: { ...check, path: check.path ?? own } }),
  };
}
