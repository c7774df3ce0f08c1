import { errorOf, minimalService, problemsOf, withService } from "./examples";

describe("mistakes of single fields", () => {
  test.each<[string, Record<string, unknown>, object]>([
    [
      "an unknown key at the top",
      { servces: [] },
      { path: "mesh-platform:servces", value: undefined, message: "is not a known key", suggestion: '"services"' },
    ],
    [
      "an unknown key further down",
      withService({ outlierdetection: {} }),
      { path: "mesh-platform:services[0].outlierdetection", suggestion: '"outlierDetection"' },
    ],
    [
      "an unknown key like no other",
      { gateway: { service: { colour: "red" } } },
      {
        path: "mesh-platform:gateway.service.colour",
        allowed: "type, annotations, nodePorts, externalTrafficPolicy",
      },
    ],
    [
      "a missing key",
      { services: [{ name: "a", namespace: "b" }] },
      { path: "mesh-platform:services[0].image", value: undefined, message: "is required" },
    ],
    [
      "a misspelt option",
      withService({ balancing: "roundRobin" }),
      {
        path: "mesh-platform:services[0].balancing",
        value: '"roundRobin"',
        allowed: "round-robin, least-request, random",
        suggestion: '"round-robin"',
      },
    ],
    [
      "text instead of a mapping",
      { cluster: "kind" },
      {
        path: "mesh-platform:cluster",
        value: '"kind"',
        message: "is text, the wrong type",
        allowed: "a mapping with the keys kubeconfig, context, provider, renderTo",
      },
    ],
    [
      "a mapping instead of a list",
      { services: { catalogue: {} } },
      { path: "mesh-platform:services", value: "a mapping", message: "is a mapping, the wrong type" },
    ],
    ["nothing", { istio: null }, { path: "mesh-platform:istio", value: "null", message: "is empty" }],
    [
      "a list that must not be empty",
      withService({ routes: [{ hosts: [] }] }),
      {
        path: "mesh-platform:services[0].routes[0].hosts",
        value: "an empty list",
        message: "has too few entries",
      },
    ],
    [
      "a number out of range",
      { istio: { istiod: { replicas: 11 } } },
      { path: "mesh-platform:istio.istiod.replicas", value: "11", allowed: "a whole number from 1 to 10" },
    ],
    [
      "a broken number",
      { istio: { istiod: { replicas: 0.5 } } },
      { path: "mesh-platform:istio.istiod.replicas", value: "0.5", message: "is not allowed" },
    ],
    [
      "a number in quotes",
      withService({ port: "8080" }),
      { path: "mesh-platform:services[0].port", value: '"8080"', suggestion: "8080" },
    ],
    [
      "a number that YAML made of text",
      withService({ env: { PORT: 8080 } }),
      { path: "mesh-platform:services[0].env.PORT", value: "8080", allowed: "text", suggestion: '"8080"' },
    ],
    [
      "the name of an environment variable",
      withService({ env: { "LOG LEVEL": "debug" } }),
      {
        path: 'mesh-platform:services[0].env["LOG LEVEL"]',
        message: "is not an allowed name",
        suggestion: '"LOG_LEVEL"',
      },
    ],
    [
      "a duration without unit",
      withService({ timeout: 15 }),
      { path: "mesh-platform:services[0].timeout", value: "15", suggestion: '"15s"' },
    ],
    [
      "a duration with a long unit",
      withService({ timeout: "15 seconds" }),
      { path: "mesh-platform:services[0].timeout", suggestion: '"15s"' },
    ],
    [
      "thousandths of a byte",
      withService({ resources: { requests: { cpu: "1", memory: "128m" } } }),
      { path: "mesh-platform:services[0].resources.requests.memory", value: '"128m"', suggestion: '"128Mi"' },
    ],
    [
      "a URL for a host",
      { gateway: { address: "https://Mesh.example.com:443/" } },
      { path: "mesh-platform:gateway.address", suggestion: '"mesh.example.com"' },
    ],
    [
      "a condition that no proxy knows",
      withService({ retries: { retryOn: "conect-failure, 503" } }),
      { path: "mesh-platform:services[0].retries.retryOn", suggestion: '"connect-failure,503"' },
    ],
    [
      "an image that changes",
      withService({ image: "nginx:latest" }),
      { path: "mesh-platform:services[0].image", value: '"nginx:latest"', message: "is not allowed" },
    ],
    ["an entry that is no service", { services: [5] }, { path: "mesh-platform:services[0]", value: "5" }],
  ])("%s", (_, raw, problem) => {
    const problems = problemsOf(raw);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject(problem);
  });

  test("a misspelt required key is one mistake, not an unknown and a missing one", () => {
    const { image, ...rest } = minimalService;
    expect(problemsOf({ services: [{ ...rest, imge: image }] })).toEqual([
      expect.objectContaining({ path: "mesh-platform:services[0].imge", suggestion: '"image"' }),
    ]);
  });

  test("an unknown key does not hide what is wrong with the key that it resembles", () => {
    expect(problemsOf(withService({ image: "nginx", imge: "nginx:1" })).map(({ path }) => path)).toEqual([
      "mesh-platform:services[0].image",
      "mesh-platform:services[0].imge",
    ]);
  });
});

describe("the message", () => {
  const TEN_MISTAKES = {
    clutser: {},
    istio: { mtls: "strict", namespace: "mesh" },
    gateway: { namespace: "mesh", service: { type: "ClusterIP", nodePorts: { http: 30_080 } } },
    services: [
      { ...minimalService, port: 0, timeout: "10s", retries: { perTryTimeout: "1m" } },
      { ...minimalService, balancing: "leastRequest", autoscaling: { min: 5, max: 3 } },
      { name: "basket", namespace: "shop" },
    ],
  };

  test("ten different mistakes, of fields and between them, are ten problems in one message", () => {
    expect(errorOf(TEN_MISTAKES)?.problems.map(({ path }) => path)).toEqual([
      "mesh-platform:clutser",
      "mesh-platform:gateway.namespace",
      "mesh-platform:gateway.service.nodePorts",
      "mesh-platform:istio.mtls",
      "mesh-platform:services[0].port",
      "mesh-platform:services[0].retries.perTryTimeout",
      "mesh-platform:services[1].autoscaling.max",
      "mesh-platform:services[1].balancing",
      "mesh-platform:services[1].name",
      "mesh-platform:services[2].image",
    ]);
  });

  test("has two lines for each mistake: where and what it is, and what is allowed", () => {
    expect(errorOf({ ...withService({ balancing: "ramdom" }), istio: { istiod: { replicas: 0 } } })?.message).toBe(
      [
        "The configuration of this stack has 2 mistakes; nothing was deployed.",
        "  mesh-platform:istio.istiod.replicas = 0",
        "    is not allowed; allowed: a whole number from 1 to 10",
        '  mesh-platform:services[0].balancing = "ramdom"',
        '    is not allowed; allowed: round-robin, least-request, random; did you mean "random"?',
      ].join("\n"),
    );
  });

  test("lists the services in their order, the tenth after the second", () => {
    const services = Array.from({ length: 11 }, (_, index) => ({ ...minimalService, name: `s${index}`, port: 0 }));
    expect(errorOf({ services })?.problems.map(({ path }) => path)).toEqual(
      services.map((_, index) => `mesh-platform:services[${index}].port`),
    );
  });
});

describe("secrets stay out of the message", () => {
  test.each<[string, Record<string, unknown>]>([
    ["a key that sounds like one", withService({ env: { DB_PASSWORD: 31337 } })],
    ["a key of an annotation that does", { gateway: { service: { annotations: { "example.com/api-key": 31337 } } } }],
    ["the credentials of a URL", { istio: { repository: "https://user:31337@charts.example.com" } }],
    ["the credentials of a URL without scheme", { istio: { repository: "user:31337@charts.example.com" } }],
    ["a token for a user", { istio: { repository: "https://31337@charts.example.com" } }],
    ["a setting within text", withService({ image: "password=31337" })],
    ["a mapping pasted as text", { cluster: '{"token":"31337"}' }],
    ["a kubeconfig pasted for its path", { cluster: { kubeconfig: "apiVersion: v1\nusers:\n- token: 31337" } }],
    [
      "what stands in a list or mapping of the wrong type",
      withService({ image: ["31337"], health: "", env: ["31337"] }),
    ],
  ])("%s", (_, raw) => {
    const error = errorOf(raw);
    expect(error?.problems.length).toBeGreaterThan(0);
    expect(error?.message).not.toContain("31337");
    expect(JSON.stringify(error?.problems)).not.toContain("31337");
  });
});
