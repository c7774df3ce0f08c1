import { parsePlatformConfig } from "../../../components/config";
import { minimalConfig, minimalService, withService } from "./examples";

const SIDECAR = { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "2000m", memory: "1024Mi" } };

describe("defaults", () => {
  test("of a stack that says nothing", () => {
    expect(parsePlatformConfig({})).toEqual({
      cluster: { provider: {} },
      istio: {
        mode: "install",
        version: "1.31.1",
        repository: "https://istio-release.storage.googleapis.com/charts",
        namespace: "istio-system",
        revision: "",
        hub: "docker.io/istio",
        proxyBuild: "istio",
        mtls: "STRICT",
        istiod: { replicas: 1, resources: { requests: { cpu: "500m", memory: "2048Mi" } } },
        proxy: { resources: SIDECAR },
      },
      gateway: {
        namespace: "istio-ingress",
        // RT1: HTTP on NodePort 30080.
        service: {
          type: "NodePort",
          annotations: {},
          nodePorts: { http: 30_080, https: 30_443 },
          externalTrafficPolicy: "Local",
        },
        replicas: { min: 1, max: 1 },
        resources: SIDECAR,
        address: "127.0.0.1",
      },
      services: [],
    });
  });

  test("of a service (AL3: circuit breaker, AL6: resources)", () => {
    expect(parsePlatformConfig(minimalConfig).services).toEqual([
      {
        ...minimalService,
        port: 8080,
        replicas: 1,
        env: {},
        health: { liveness: "/livez", readiness: "/readyz" },
        resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "200m", memory: "256Mi" } },
        routes: [],
        timeout: "15s",
        retries: { attempts: 2, retryOn: "connect-failure,refused-stream,unavailable,cancelled,503" },
        balancing: "least-request",
        connections: { maxConnections: 1024, maxPendingRequests: 1024, maxRequestsPerConnection: 0 },
        outlierDetection: {
          consecutive5xxErrors: 5,
          interval: "30s",
          baseEjectionTime: "30s",
          maxEjectionPercent: 50,
        },
      },
    ]);
  });

  test("an autoscaled service has no fixed number of pods", () => {
    const [service] = parsePlatformConfig(
      withService({ autoscaling: { min: 3, max: 5, cpuUtilization: 50 } }),
    ).services;
    expect(service).toMatchObject({ autoscaling: { min: 3, max: 5, cpuUtilization: 50 } });
    expect(service).not.toHaveProperty("replicas");
  });

  test("a route takes every host, path and method; its check asks for the route's own path", () => {
    const routes = [
      { check: {} },
      { path: { exact: "/status" }, check: { status: 204 } },
      { path: { prefix: "/api" } },
    ];
    expect(parsePlatformConfig(withService({ routes })).services[0]?.routes).toEqual([
      { hosts: ["*"], path: { prefix: "/" }, check: { method: "GET", path: "/", status: 200 } },
      { hosts: ["*"], path: { exact: "/status" }, check: { method: "GET", path: "/status", status: 204 } },
      { hosts: ["*"], path: { prefix: "/api" } },
    ]);
  });

  test("given resources replace the default as a whole", () => {
    const resources = { requests: { cpu: "1", memory: "1Gi" } };
    expect(parsePlatformConfig(withService({ resources })).services[0]?.resources).toEqual(resources);
  });

  describe("of the gateway's Service", () => {
    const gatewayWith = (service: Record<string, unknown>) => parsePlatformConfig({ gateway: { service } }).gateway;

    test("one NodePort given, the other by default", () => {
      const gateway = gatewayWith({ type: "NodePort", nodePorts: { http: 31_000 } });
      expect(gateway.service.nodePorts).toEqual({ http: 31_000, https: 30_443 });
    });

    test("LoadBalancer: no fixed ports and no address unless given", () => {
      const gateway = gatewayWith({ type: "LoadBalancer" });
      expect(gateway.service).toEqual({ type: "LoadBalancer", annotations: {}, externalTrafficPolicy: "Local" });
      expect(gateway).not.toHaveProperty("address");
      expect(gatewayWith({ type: "LoadBalancer", nodePorts: { https: 31_443 } }).service.nodePorts).toEqual({
        https: 31_443,
      });
    });

    test("ClusterIP: neither ports nor traffic policy", () => {
      expect(gatewayWith({ type: "ClusterIP" }).service).toEqual({ type: "ClusterIP", annotations: {} });
    });
  });

  test("autoscaling of the gateway starts where max is above min", () => {
    expect(parsePlatformConfig({ gateway: { replicas: { min: 3 } } }).gateway.replicas).toEqual({ min: 3, max: 3 });
    expect(parsePlatformConfig({ gateway: { replicas: { max: 3 } } }).gateway.replicas).toEqual({ min: 1, max: 3 });
  });

  test("the result cannot be changed", () => {
    const config = parsePlatformConfig(minimalConfig);
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.services[0]?.retries)).toBe(true);
    expect(Object.isFrozen(config.gateway.service.annotations)).toBe(true);
  });
});
