import type { DestinationRuleSpec } from "../../sdks/istio";
import type { ServiceConfig } from "../config";
import { serviceHost } from "./hosts";

const balancers = {
  "round-robin": "ROUND_ROBIN",
  "least-request": "LEAST_REQUEST",
  random: "RANDOM",
} as const satisfies Record<ServiceConfig["balancing"], string>;

/** Load balancing, connection pool and circuit breaker of a service, for every client in the mesh. */
export function destinationRule(service: ServiceConfig): DestinationRuleSpec {
  const { connections, outlierDetection } = service;
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
      outlierDetection: { ...outlierDetection },
    },
  };
}
