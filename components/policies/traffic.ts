import type { DestinationRuleSpec } from "../../sdks/istio";
import { toSeconds, type ServiceConfig } from "../config";
import { serviceHost } from "./hosts";

type TrafficPolicy = NonNullable<DestinationRuleSpec["trafficPolicy"]>;

const balancers = {
  "round-robin": "ROUND_ROBIN",
  "least-request": "LEAST_REQUEST",
  random: "RANDOM",
} as const satisfies Record<ServiceConfig["balancing"], string>;

/**
 * Nothing when no pod may be ejected: Istio takes 0 percent for "not set", which is 10
 * (https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection).
 */
function circuitBreaker({ outlierDetection }: ServiceConfig): Pick<TrafficPolicy, "outlierDetection"> {
  const { maxEjectionPercent, consecutive5xxErrors, interval, baseEjectionTime } = outlierDetection;
  if (maxEjectionPercent === 0) return {};
  return {
    outlierDetection: {
      consecutive5xxErrors,
      interval: toSeconds(interval),
      baseEjectionTime: toSeconds(baseEjectionTime),
      maxEjectionPercent,
    },
  };
}

/** Load balancing, connection pool and circuit breaker of a service, for every client in the mesh. */
export function destinationRule(service: ServiceConfig): DestinationRuleSpec {
  const { connections } = service;
  return {
    host: serviceHost(service),
    trafficPolicy: {
      loadBalancer: { simple: balancers[service.balancing] },
      connectionPool: {
        tcp: { maxConnections: connections.maxConnections },
        http: {
          http1MaxPendingRequests: connections.maxPendingRequests,
          maxRequestsPerConnection: connections.maxRequestsPerConnection,
        },
      },
      ...circuitBreaker(service),
    },
  };
}
