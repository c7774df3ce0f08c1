import { minimalService, problemsOf, withService } from "./examples";

const service = (name: string, fields: Record<string, unknown> = {}) => ({ ...minimalService, name, ...fields });
const routed = (name: string, ...routes: Record<string, unknown>[]) => service(name, { routes });
const amounts = (cpu: string, memory: string) => ({ cpu, memory });

describe("mistakes between fields", () => {
  test.each<[string, Record<string, unknown>, object]>([
    [
      "a service in the namespace of the control plane",
      { istio: { namespace: "mesh" }, ...withService({ namespace: "mesh" }) },
      {
        path: "mesh-platform:services[0].namespace",
        value: '"mesh"',
        message: "is the namespace of Istio's control plane",
      },
    ],
    [
      "a service in the gateway's namespace, both by default",
      withService({ namespace: "istio-ingress" }),
      { path: "mesh-platform:services[0].namespace", message: "is the namespace of the gateway" },
    ],
    [
      "the gateway in the namespace of the control plane",
      { gateway: { namespace: "istio-system" } },
      { path: "mesh-platform:gateway.namespace", message: "is the namespace of Istio's control plane" },
    ],
    [
      "max below min for the gateway",
      { gateway: { replicas: { min: 3, max: 2 } } },
      { path: "mesh-platform:gateway.replicas.max", value: "2", allowed: "at least 3" },
    ],
    [
      "NodePorts with ClusterIP",
      { gateway: { service: { type: "ClusterIP", nodePorts: { http: 30_080, https: 30_080 } } } },
      { path: "mesh-platform:gateway.service.nodePorts", message: "has no meaning with type ClusterIP" },
    ],
    [
      "a traffic policy with ClusterIP",
      { gateway: { service: { type: "ClusterIP", externalTrafficPolicy: "Local" } } },
      { path: "mesh-platform:gateway.service.externalTrafficPolicy", value: '"Local"' },
    ],
    [
      "one NodePort for HTTP and HTTPS",
      { gateway: { service: { type: "LoadBalancer", nodePorts: { http: 31_000, https: 31_000 } } } },
      { path: "mesh-platform:gateway.service.nodePorts.https", value: "31000" },
    ],
    [
      "HTTP on the default NodePort of HTTPS",
      { gateway: { service: { nodePorts: { http: 30_443 } } } },
      { path: "mesh-platform:gateway.service.nodePorts.http", message: "is the NodePort of https as well" },
    ],
    [
      "a limit of the control plane below its request",
      { istio: { istiod: { resources: { requests: amounts("1", "1Gi"), limits: amounts("500m", "1Gi") } } } },
      { path: "mesh-platform:istio.istiod.resources.limits.cpu", value: '"500m"', allowed: "at least 1" },
    ],
    [
      "a limit of the sidecars below their request",
      { istio: { proxy: { resources: { requests: amounts("1", "1Gi"), limits: amounts("1000m", "1G") } } } },
      { path: "mesh-platform:istio.proxy.resources.limits.memory", value: '"1G"', allowed: "at least 1Gi" },
    ],
    [
      "a limit of the gateway below its request",
      { gateway: { resources: { requests: amounts("1", "1Gi"), limits: amounts("0.9", "1Gi") } } },
      { path: "mesh-platform:gateway.resources.limits.cpu" },
    ],
    [
      "a limit of a service below its request",
      withService({ resources: { requests: amounts("1", "1Gi"), limits: amounts("1", "512Mi") } }),
      { path: "mesh-platform:services[0].resources.limits.memory", message: "is less than what is requested" },
    ],
    [
      "two services of one name, even in two namespaces",
      { services: [service("a"), service("b"), service("a", { namespace: "other" })] },
      { path: "mesh-platform:services[2].name", message: "is the name of mesh-platform:services[0] as well" },
    ],
    [
      "replicas beside autoscaling",
      withService({ replicas: 3, autoscaling: { min: 3, max: 5 } }),
      { path: "mesh-platform:services[0].replicas", value: "3", allowed: "either replicas or autoscaling" },
    ],
    [
      "max below min for a service",
      withService({ autoscaling: { min: 5, max: 3 } }),
      { path: "mesh-platform:services[0].autoscaling.max", value: "3", allowed: "at least 5" },
    ],
    [
      "a budget that blocks drains",
      withService({ replicas: 3, disruptionBudget: { minAvailable: 3 } }),
      {
        path: "mesh-platform:services[0].disruptionBudget.minAvailable",
        value: "3",
        allowed: "at most 2, or more pods",
      },
    ],
    [
      "a budget that blocks drains at the least load",
      withService({ autoscaling: { min: 2, max: 5 }, disruptionBudget: { minAvailable: 2 } }),
      { path: "mesh-platform:services[0].disruptionBudget.minAvailable" },
    ],
    [
      "a budget for the one pod of the default",
      withService({ disruptionBudget: { minAvailable: 1 } }),
      { path: "mesh-platform:services[0].disruptionBudget.minAvailable", allowed: "no budget, or more pods" },
    ],
    [
      "a try longer than the default timeout",
      withService({ retries: { perTryTimeout: "15001ms" } }),
      { path: "mesh-platform:services[0].retries.perTryTimeout", value: '"15001ms"', allowed: "at most 15s" },
    ],
    [
      "two kinds of path in one route",
      withService({ routes: [{ path: { prefix: "/a", exact: "/a" } }] }),
      { path: "mesh-platform:services[0].routes[0].path.exact", allowed: "exactly one of prefix and exact" },
    ],
    [
      "no path in a route",
      withService({ routes: [{ path: {} }] }),
      { path: "mesh-platform:services[0].routes[0].path", allowed: "exactly one of prefix and exact" },
    ],
    [
      "a host twice",
      withService({ routes: [{ hosts: ["a.example.com", "b.example.com", "a.example.com"] }] }),
      { path: "mesh-platform:services[0].routes[0].hosts[2]", message: "is listed twice" },
    ],
    [
      "a method twice",
      withService({ routes: [{ methods: ["GET", "GET"] }] }),
      { path: "mesh-platform:services[0].routes[0].methods[1]", message: "is listed twice" },
    ],
    [
      "a check beside the route's prefix",
      withService({ routes: [{ path: { prefix: "/api" }, check: { path: "/health" } }] }),
      { path: "mesh-platform:services[0].routes[0].check.path", allowed: "a path that starts with /api" },
    ],
    [
      "a check beside the route's one path",
      withService({ routes: [{ path: { exact: "/status" }, check: { path: "/status/" } }] }),
      { path: "mesh-platform:services[0].routes[0].check.path", allowed: "/status" },
    ],
    [
      "a check by a method that the route does not take",
      withService({ routes: [{ methods: ["POST", "PUT"], check: {} }] }),
      { path: "mesh-platform:services[0].routes[0].check.method", value: '"GET"', allowed: "POST, PUT" },
    ],
    [
      "requests claimed by two services",
      { services: [routed("a", {}), routed("b", { hosts: ["x.example.com", "*"], methods: ["GET"] })] },
      {
        path: "mesh-platform:services[1].routes[0]",
        value: '"GET on x.example.com, *, / and below"',
        message: "is answered by mesh-platform:services[0].routes[0] as well",
      },
    ],
    [
      "requests claimed by two routes of one service",
      { services: [routed("a", { path: { exact: "/x" } }, { path: { exact: "/x" } })] },
      { path: "mesh-platform:services[0].routes[1]", value: '"every method on *, /x"' },
    ],
  ])("%s", (_, raw, problem) => {
    const problems = problemsOf(raw);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject(problem);
  });
});

describe("no mistake", () => {
  test.each<[string, Record<string, unknown>]>([
    [
      "routes that differ in host, path, kind of path or method",
      {
        services: [
          routed(
            "a",
            { path: { prefix: "/x" }, methods: ["GET"] },
            { path: { exact: "/x" } },
            { path: { prefix: "/y" } },
          ),
          routed(
            "b",
            { path: { prefix: "/x" }, methods: ["POST"] },
            { hosts: ["b.example.com"], path: { exact: "/x" } },
          ),
        ],
      },
    ],
    [
      "equal limits and requests in other units",
      withService({ resources: { requests: amounts("1", "1Gi"), limits: amounts("1000m", "1024Mi") } }),
    ],
    ["a try as long as the whole request", withService({ timeout: "1m", retries: { perTryTimeout: "60s" } })],
    ["a budget that leaves one pod free", withService({ replicas: 2, disruptionBudget: { minAvailable: 1 } })],
    ["a key that holds undefined", withService({ replicas: undefined, autoscaling: { min: 1, max: 2 } })],
  ])("%s", (_, raw) => {
    expect(problemsOf(raw)).toEqual([]);
  });
});

describe("a wrong field causes no second message about what depends on it", () => {
  test.each<[string, Record<string, unknown>, string]>([
    [
      "replicas, for the budget",
      withService({ replicas: "three", disruptionBudget: { minAvailable: 2 } }),
      "mesh-platform:services[0].replicas",
    ],
    [
      "autoscaling, for the budget",
      withService({ autoscaling: 3, disruptionBudget: { minAvailable: 2 } }),
      "mesh-platform:services[0].autoscaling",
    ],
    [
      "the timeout, for the tries",
      withService({ timeout: "long", retries: { perTryTimeout: "1h" } }),
      "mesh-platform:services[0].timeout",
    ],
    [
      "methods, for the routes",
      { services: [routed("a", { methods: ["GET"] }), routed("b", { methods: "POST" })] },
      "mesh-platform:services[1].routes[0].methods",
    ],
    [
      "the path, for the routes and checks",
      { services: [routed("a", {}), routed("b", { path: { prefix: "api" }, check: { path: "/x" } })] },
      "mesh-platform:services[1].routes[0].path.prefix",
    ],
    [
      "the Service's type, for its NodePorts",
      { gateway: { service: { type: "NodePrt", nodePorts: { http: 30_443 } } } },
      "mesh-platform:gateway.service.type",
    ],
    [
      "Istio's namespace, for those of services",
      { istio: { namespace: "A B" }, ...withService({ namespace: "istio-system" }) },
      "mesh-platform:istio.namespace",
    ],
    ["a name, for the names", { services: [service("A"), service("A")].slice(0, 1) }, "mesh-platform:services[0].name"],
  ])("%s", (_, raw, path) => {
    expect(problemsOf(raw).map((problem) => problem.path)).toEqual([path]);
  });
});
