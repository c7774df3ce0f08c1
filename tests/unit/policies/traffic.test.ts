import * as fc from "fast-check";
import { parseDuration } from "../../../components/config";
import { serviceHost } from "../../../components/policies/hosts";
import { meshVirtualService } from "../../../components/policies/routing";
import { destinationRule } from "../../../components/policies/traffic";
import { anyServices, catalogue } from "./catalogues";

function ruleOf(fields: Parameters<typeof catalogue>[0]) {
  const [service] = catalogue({ name: "shop", namespace: "shops", ...fields });
  if (service === undefined) throw new Error("no service");
  return destinationRule(service);
}

describe("a destination rule", () => {
  test("by default balances by least requests, limits the pool and ejects failing pods", () => {
    expect(ruleOf({})).toEqual({
      host: "shop.shops.svc.cluster.local",
      trafficPolicy: {
        loadBalancer: { simple: "LEAST_REQUEST" },
        connectionPool: {
          tcp: { maxConnections: 1024 },
          http: { http1MaxPendingRequests: 1024, maxRequestsPerConnection: 0 },
        },
        outlierDetection: {
          consecutive5xxErrors: 5,
          interval: "30s",
          baseEjectionTime: "30s",
          maxEjectionPercent: 50,
        },
      },
    });
  });

  test.each([
    ["round-robin", "ROUND_ROBIN"],
    ["least-request", "LEAST_REQUEST"],
    ["random", "RANDOM"],
  ] as const)("balances by %s as %s", (balancing, simple) => {
    expect(ruleOf({ balancing }).trafficPolicy?.loadBalancer).toEqual({ simple });
  });

  test("has no circuit breaker where no pod may be ejected: Istio takes 0 percent for its default", () => {
    expect(ruleOf({ outlierDetection: { maxEjectionPercent: 0 } }).trafficPolicy).not.toHaveProperty(
      "outlierDetection",
    );
  });

  test("writes durations as seconds", () => {
    const rule = ruleOf({ outlierDetection: { interval: "500ms", baseEjectionTime: "2m" } });
    expect(rule.trafficPolicy?.outlierDetection).toMatchObject({ interval: "0.5s", baseEjectionTime: "120s" });
  });

  test("says what the config says, for the host that the service's routes lead to", () => {
    fc.assert(
      fc.property(anyServices, (services) => {
        for (const service of services) {
          const { host, trafficPolicy } = destinationRule(service);
          const { connections, outlierDetection } = service;
          expect([host]).toEqual(meshVirtualService(service).hosts);
          expect(trafficPolicy?.connectionPool).toMatchObject({
            tcp: { maxConnections: connections.maxConnections },
            http: {
              http1MaxPendingRequests: connections.maxPendingRequests,
              maxRequestsPerConnection: connections.maxRequestsPerConnection,
            },
          });
          const breaker = trafficPolicy?.outlierDetection;
          expect(breaker?.maxEjectionPercent ?? 0).toBe(outlierDetection.maxEjectionPercent);
          if (breaker?.interval !== undefined)
            expect(1000 * Number(breaker.interval.replace(/s$/, ""))).toBeCloseTo(
              parseDuration(outlierDetection.interval),
            );
        }
      }),
    );
  });
});

describe("the host of a service", () => {
  test("is the same from every namespace", () => {
    expect(serviceHost({ name: "shop", namespace: "shops" })).toBe("shop.shops.svc.cluster.local");
  });

  test("is different for two services, in one namespace or in two", () => {
    const hosts = [
      { name: "a", namespace: "b" },
      { name: "a", namespace: "c" },
      { name: "b", namespace: "b" },
    ].map(serviceHost);
    expect(new Set(hosts).size).toBe(3);
  });
});
