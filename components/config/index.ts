export type {
  AutoscalingConfig,
  ClusterConfig,
  GatewayConfig,
  GatewayServiceConfig,
  HttpMethod,
  IstioConfig,
  PathMatch,
  PlatformConfig,
  Resources,
  RouteCheck,
  RouteConfig,
  ServiceConfig,
} from "./complete";
export { parseDuration, toSeconds } from "./duration";
export type { DeepReadonly } from "./immutable";
export { loadPlatformConfig } from "./load";
export { parsePlatformConfig } from "./parse";
export { ConfigError, type ConfigProblem } from "./problem";
export { compareQuantities, parseQuantity } from "./quantity";
export { CONFIG_NAMESPACE, type PlatformInput } from "./schema";
