import * as fc from "fast-check";
import type { PlatformInput } from "../../../components/config";

type ServiceInput = NonNullable<PlatformInput["services"]>[number];
type RouteInput = NonNullable<ServiceInput["routes"]>[number];
type GatewayInput = NonNullable<PlatformInput["gateway"]>;
type GatewayServiceInput = NonNullable<GatewayInput["service"]>;
type ResourcesInput = NonNullable<ServiceInput["resources"]>;

/** A mapping with these keys, each of which may be left out. */
const optional = <T>(model: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) => fc.record(model, { requiredKeys: [] });

const label = fc.stringMatching(/^[a-z](?:[-a-z0-9]{0,20}[a-z0-9])?$/);
const host = fc.oneof(
  fc.constant("*"),
  label,
  fc.tuple(label, label).map(([a, b]) => `*.${a}.${b}`),
);
const urlPath = fc.stringMatching(/^\/[a-z0-9./_-]{0,12}$/);
const version = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)).map((parts) => parts.join("."));
const method = fc.constantFrom("GET" as const, "HEAD" as const, "POST" as const, "PUT" as const, "DELETE" as const);
const count = fc.integer({ min: 1, max: 1000 });
const duration = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.constantFrom("ms", "s", "m", "h")).map(([n, unit]) => `${n}${unit}`),
  fc.tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 999 })).map(([n, part]) => `${n}.${part}s`),
);
const image = fc
  .tuple(fc.constantFrom("", "docker.io/library/", "localhost:5000/"), label, version)
  .map(([registry, name, tag]) => `${registry}${name.replace(/-+/g, "-")}:${tag}`);

/** Two numbers, the lesser first. */
const range = fc.tuple(count, fc.nat(100)).map(([min, more]) => ({ min, max: min + more }));

const resources: fc.Arbitrary<ResourcesInput> = fc
  .record({ cpu: count, memory: count, factor: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }) })
  .map(({ cpu, memory, factor }) => ({
    requests: { cpu: `${cpu}m`, memory: `${memory}Mi` },
    ...(factor !== undefined && { limits: { cpu: `${(cpu * factor) / 1000}`, memory: `${memory * factor}Mi` } }),
  }));

/** A route whose check fits it. */
const route: fc.Arbitrary<RouteInput> = fc
  .record({
    hosts: fc.uniqueArray(host, { minLength: 1, maxLength: 3 }),
    kind: fc.constantFrom("prefix" as const, "exact" as const),
    path: urlPath,
    methods: fc.option(fc.uniqueArray(method, { minLength: 1 }), { nil: undefined }),
    check: optional({ body: fc.string(), status: fc.integer({ min: 100, max: 599 }) }),
    checked: fc.boolean(),
  })
  .map(({ hosts, kind, path, methods, check, checked }) => ({
    hosts,
    path: kind === "prefix" ? { prefix: path } : { exact: path },
    ...(methods && { methods }),
    ...(checked && { check: { ...check, method: methods?.[0] ?? "GET" } }),
  }));

const scaling: fc.Arbitrary<Partial<ServiceInput>> = fc.oneof(
  fc.constant({}),
  fc.tuple(count, fc.boolean()).map(([replicas, guarded]) => ({
    replicas,
    ...(guarded && replicas > 1 && { disruptionBudget: { minAvailable: replicas - 1 } }),
  })),
  fc.tuple(range, fc.integer({ min: 1, max: 100 })).map(([bounds, cpuUtilization]) => ({
    autoscaling: { ...bounds, cpuUtilization },
  })),
);

const options: fc.Arbitrary<Partial<ServiceInput>> = optional({
  port: fc.integer({ min: 1, max: 65_535 }),
  env: fc.dictionary(fc.stringMatching(/^[A-Z][A-Z0-9_]{0,9}$/), fc.string()),
  health: optional({ liveness: urlPath, readiness: urlPath }),
  resources,
  routes: fc.array(route, { maxLength: 4 }),
  retries: optional({
    attempts: fc.nat(10),
    retryOn: fc
      .uniqueArray(fc.constantFrom("5xx", "reset", "503", "unavailable"), { minLength: 1 })
      .map((on) => on.join()),
  }),
  balancing: fc.constantFrom("round-robin" as const, "least-request" as const, "random" as const),
  connections: optional({ maxConnections: count, maxPendingRequests: count, maxRequestsPerConnection: fc.nat(100) }),
  outlierDetection: optional({
    consecutive5xxErrors: count,
    interval: duration,
    baseEjectionTime: duration,
    maxEjectionPercent: fc.nat(100),
  }),
});

const timeouts: fc.Arbitrary<Partial<ServiceInput>> = fc.oneof(
  optional({ timeout: duration }),
  fc.tuple(count, fc.nat(100)).map(([perTry, more]) => ({
    timeout: `${perTry + more}s`,
    retries: { perTryTimeout: `${perTry * 1000}ms` },
  })),
);

const service: fc.Arbitrary<ServiceInput> = fc
  .record({ name: label, namespace: label.map((name) => `ns-${name}`), image, options, scaling, timeouts })
  .map(({ name, namespace, image, options, scaling, timeouts }) => ({
    name,
    namespace,
    image,
    ...options,
    ...scaling,
    ...timeouts,
  }));

/** Moves every route under a path of its own: random ones would collide, which is a mistake. */
function withDistinctRoutes(services: ServiceInput[]): ServiceInput[] {
  return services.map((entry, index) => ({
    ...entry,
    ...(entry.routes && { routes: entry.routes.map((own, number) => moved(own, `/${index}-${number}`)) }),
  }));
}

function moved(own: RouteInput, folder: string): RouteInput {
  const { prefix, exact } = own.path ?? {};
  return { ...own, path: exact === undefined ? { prefix: folder + prefix } : { exact: folder + exact } };
}

const gatewayService: fc.Arbitrary<GatewayServiceInput> = fc.oneof(
  optional({ type: fc.constant("ClusterIP" as const), annotations: fc.dictionary(label, fc.string()) }),
  optional({
    type: fc.constantFrom("NodePort" as const, "LoadBalancer" as const),
    externalTrafficPolicy: fc.constantFrom("Cluster" as const, "Local" as const),
    // From ranges apart from each other and from the defaults, which must differ as well.
    nodePorts: optional({
      http: fc.integer({ min: 31_000, max: 31_999 }),
      https: fc.integer({ min: 32_000, max: 32_767 }),
    }),
  }),
);

/** Every configuration that is right, in all its forms: what may be left out is left out at random. */
export const platformInput: fc.Arbitrary<PlatformInput> = optional({
  cluster: optional({
    kubeconfig: fc.constantFrom("kubeconfig", "~/.kube/config"),
    context: label,
    provider: optional({ version }),
    renderTo: fc.constantFrom("rendered", "/tmp/mesh"),
  }),
  istio: optional({
    mode: fc.constantFrom("install" as const, "existing" as const),
    version,
    repository: fc.constantFrom("http://127.0.0.1:8879", "https://charts.example.com/istio"),
    revision: fc.oneof(fc.constant(""), label),
    hub: fc.constantFrom("docker.io/istio", "localhost:5000/istio"),
    proxyBuild: fc.constantFrom("istio" as const, "upstream" as const),
    mtls: fc.constantFrom("STRICT" as const, "PERMISSIVE" as const),
    istiod: optional({ replicas: fc.integer({ min: 1, max: 10 }), resources }),
    proxy: optional({ resources }),
  }),
  gateway: optional({
    namespace: label.map((name) => `gw-${name}`),
    service: gatewayService,
    replicas: range,
    resources,
    address: fc.oneof(label, fc.ipV4()),
  }),
  services: fc.uniqueArray(service, { maxLength: 4, selector: ({ name }) => name }).map(withDistinctRoutes),
});
