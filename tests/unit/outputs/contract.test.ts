import * as fc from "fast-check";
import { parsePlatformConfig, type PlatformInput } from "../../../components/config";
import { endpoints, gatewayUrl, platformOutputs } from "../../../components/outputs/contract";
import { platformInput } from "../config/arbitraries";
import { minimalService } from "../config/examples";
import { anyServices, catalogue } from "../policies/catalogues";

const gateway = (input: PlatformInput["gateway"]) => parsePlatformConfig({ gateway: input }).gateway;
const routed = (...routes: NonNullable<Parameters<typeof catalogue>[0]>["routes"] & object) =>
  catalogue({ name: "shop", routes });

describe("the base URL of the gateway", () => {
  test.each<[string, PlatformInput["gateway"], string | undefined, string]>([
    ["a NodePort on this machine", {}, "127.0.0.1", "http://127.0.0.1:30080"],
    ["a NodePort without an address", {}, undefined, "http://127.0.0.1:30080"],
    [
      "another NodePort",
      { service: { nodePorts: { http: 31_000 } } },
      "mesh.example.com",
      "http://mesh.example.com:31000",
    ],
    ["a load balancer's name", { service: { type: "LoadBalancer" } }, "lb.example.com", "http://lb.example.com"],
    ["a load balancer's IPv4 address", { service: { type: "LoadBalancer" } }, "192.0.2.7", "http://192.0.2.7"],
    ["a load balancer's IPv6 address", { service: { type: "LoadBalancer" } }, "2001:db8::7", "http://[2001:db8::7]"],
    ["a load balancer that has no address yet", { service: { type: "LoadBalancer" } }, undefined, "http://pending"],
    [
      "the port of a load balancer, not its NodePort",
      { service: { type: "LoadBalancer", nodePorts: { http: 31_000 } } },
      "lb.example.com",
      "http://lb.example.com",
    ],
    [
      "a ClusterIP",
      { namespace: "edge", service: { type: "ClusterIP" } },
      undefined,
      "http://istio-ingressgateway.edge.svc.cluster.local",
    ],
    [
      "a ClusterIP behind something else",
      { service: { type: "ClusterIP" } },
      "front.example.com",
      "http://front.example.com",
    ],
  ])("of %s", (_, input, address, url) => {
    expect(gatewayUrl(gateway(input), address)).toBe(url);
  });

  test("is a URL without a trailing slash, for any configuration", () => {
    fc.assert(
      fc.property(platformInput, (input) => {
        const config = parsePlatformConfig(input);
        const { baseUrl } = platformOutputs(config, config.gateway.address);
        expect(new URL(baseUrl).origin).toBe(baseUrl);
      }),
    );
  });
});

describe("the endpoints", () => {
  test("are the requests of the routes' checks, with what each needs", () => {
    const services = routed(
      { path: { exact: "/hit" }, methods: ["POST"], check: { method: "POST", body: "{}", status: 201 } },
      { path: { prefix: "/api" }, check: { path: "/api/health" } },
    );
    expect(endpoints(services, "http://mesh.example.com")).toEqual([
      { name: "shop POST /hit", method: "POST", url: "http://mesh.example.com/hit", body: "{}", status: 201 },
      { name: "shop GET /api/health", method: "GET", url: "http://mesh.example.com/api/health", status: 200 },
    ]);
  });

  test("leave out routes without a check", () => {
    expect(endpoints(routed({ path: { prefix: "/" } }), "http://mesh.example.com")).toEqual([]);
  });

  test.each([
    ["any host", ["*"], undefined],
    ["any host beside others", ["api.example.com", "*"], undefined],
    ["one host", ["api.example.com"], "api.example.com"],
    ["several hosts, by the first", ["api.example.com", "www.example.com"], "api.example.com"],
    ["a pattern, by a host that matches it", ["*.example.com"], "check.example.com"],
  ])("name the host that a route for %s needs", (_, hosts, host) => {
    const [endpoint] = endpoints(routed({ hosts, path: { exact: "/x" }, check: {} }), "http://mesh.example.com");
    expect(endpoint?.host).toBe(host);
    expect(endpoint?.url).toBe("http://mesh.example.com/x");
  });

  test("are told apart by name, also where a service answers for the same path on two hosts", () => {
    const services = routed(
      { hosts: ["a.example.com"], check: {} },
      { hosts: ["b.example.com"], check: {} },
      { hosts: ["*"], check: {} },
    );
    expect(endpoints(services, "http://mesh.example.com").map(({ name }) => name)).toEqual([
      "shop GET a.example.com/",
      "shop GET b.example.com/",
      "shop GET /",
    ]);
  });

  test("have a Host header only where it matters, and one that a client can send", () => {
    fc.assert(
      fc.property(anyServices, (services) => {
        for (const { host, url } of endpoints(services, "http://mesh.example.com")) {
          if (host !== undefined) expect(host).toMatch(/^[a-z0-9.-]+$/);
          expect(url.startsWith("http://mesh.example.com/")).toBe(true);
        }
      }),
    );
  });
});

describe("the outputs of a stack", () => {
  test("are this contract with CI, and nothing else", () => {
    const config = parsePlatformConfig({
      services: [
        { ...minimalService, routes: [{ path: { exact: "/x" }, check: {} }] },
        { ...minimalService, name: "cart", image: "registry.example.com/shop/cart:2.0.0" },
        { ...minimalService, name: "mail", namespace: "post" },
      ],
    });
    expect(platformOutputs(config, "127.0.0.1")).toEqual({
      baseUrl: "http://127.0.0.1:30080",
      endpoints: [{ name: "catalogue GET /x", method: "GET", url: "http://127.0.0.1:30080/x", status: 200 }],
      namespaces: { istio: "istio-system", gateway: "istio-ingress", services: ["shop", "post"] },
      versions: {
        istio: "1.31.1",
        images: {
          catalogue: minimalService.image,
          cart: "registry.example.com/shop/cart:2.0.0",
          mail: minimalService.image,
        },
      },
      kubectl: "kubectl",
    });
  });

  test.each<[PlatformInput["cluster"], string]>([
    [{ kubeconfig: "/k" }, "kubectl --kubeconfig=/k"],
    [{ context: "kind-mesh" }, "kubectl --context=kind-mesh"],
    [{ kubeconfig: "/k", context: "kind-mesh" }, "kubectl --kubeconfig=/k --context=kind-mesh"],
  ])("lead kubectl to the same cluster: %j", (cluster, kubectl) => {
    expect(platformOutputs(parsePlatformConfig({ cluster }), undefined).kubectl).toBe(kubectl);
  });

  test("survive JSON, for any configuration: that is how CI reads them", () => {
    fc.assert(
      fc.property(platformInput, (input) => {
        const config = parsePlatformConfig(input);
        const outputs = platformOutputs(config, config.gateway.address);
        expect(JSON.parse(JSON.stringify(outputs))).toEqual(outputs);
        expect(Object.keys(outputs.versions.images)).toHaveLength(config.services.length);
        expect(new Set(outputs.namespaces.services).size).toBe(outputs.namespaces.services.length);
      }),
    );
  });
});
