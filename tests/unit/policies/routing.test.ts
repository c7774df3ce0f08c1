import * as fc from "fast-check";
import type { RouteConfig, ServiceConfig } from "../../../components/config";
import { endpoints } from "../../../components/outputs/contract";
import { ingressVirtualServices, meshVirtualService } from "../../../components/policies/routing";
import type { VirtualServiceHttp } from "../../../sdks/istio";
import { anyServices, catalogue, crowdedServices, HOSTS, METHODS, PATHS, type Services } from "./catalogues";
import { envoyRoute, type Request } from "./envoy";

const route = (services: Services, request: Request) =>
  envoyRoute(
    ingressVirtualServices(services, "platform").map(({ spec }) => spec),
    request,
  );
const destination = (taken: VirtualServiceHttp | undefined) => taken?.route?.[0]?.destination?.host;
const get = (path: string, host = "any.example.org"): Request => ({ host, path, method: "GET" });

/** One route of one service for one of its hosts. */
interface Claim {
  readonly service: ServiceConfig;
  readonly route: RouteConfig;
  readonly host: string;
}

function claimsOf(services: Services): Claim[] {
  return services.flatMap((service) =>
    service.routes.flatMap((own) => own.hosts.map((host) => ({ service, route: own, host }))),
  );
}

function answers({ route: { path, methods }, host }: Claim, request: Request): boolean {
  const hostFits =
    host === "*" || host === request.host || (host.startsWith("*.") && request.host.endsWith(host.slice(1)));
  const pathFits = path.exact === undefined ? request.path.startsWith(path.prefix) : request.path === path.exact;
  return hostFits && pathFits && (methods === undefined || methods.some((method) => method === request.method));
}

/** What makes a claim closer to a request than another that answers it too, the weightiest first. */
function closeness({ route: { path, methods }, host }: Claim, request: Request): number[] {
  return [
    Number(host === request.host),
    host === "*" ? 0 : host.length,
    Number(path.exact !== undefined),
    (path.exact ?? path.prefix).length,
    Number(methods !== undefined),
  ];
}

/** The claim that a person who reads the stack file would expect to answer. */
function expectedClaim(services: Services, request: Request): Claim | undefined {
  const [closest] = claimsOf(services)
    .filter((claim) => answers(claim, request))
    .map((claim) => ({ claim, rank: closeness(claim, request) }))
    .sort((a, b) => a.rank.map((value, index) => (b.rank[index] ?? 0) - value).find((step) => step !== 0) ?? 0);
  return closest?.claim;
}

const pathOf = ({ path }: RouteConfig) => path.exact ?? path.prefix;
const uri = ({ path }: RouteConfig) => (path.exact === undefined ? { prefix: path.prefix } : { exact: path.exact });
const method = ({ methods }: RouteConfig) => (methods === undefined ? undefined : { regex: methods.join("|") });

/** What shows which route of the catalogue an Istio route was made of. */
function origin(taken: VirtualServiceHttp | undefined) {
  const [match, ...more] = taken?.match ?? [];
  expect(more).toEqual([]);
  return taken && { host: destination(taken), uri: match?.uri, method: match?.method };
}

function expectedOrigin(claim: Claim | undefined) {
  if (claim === undefined) return undefined;
  const { service, route: own } = claim;
  return {
    host: `${service.name}.${service.namespace}.svc.cluster.local`,
    uri: uri(own),
    method: method(own),
  };
}

const concrete = (host: string) => (host === "*" ? "elsewhere.example.org" : host.replace("*", "q"));

describe("routes at the gateway", () => {
  test("become one virtual service per host, in the order in which Envoy must try them", () => {
    const [virtualService, ...others] = ingressVirtualServices(
      catalogue({
        name: "shop",
        namespace: "shops",
        routes: [
          { path: { prefix: "/" } },
          { path: { prefix: "/api" }, methods: ["GET", "HEAD"] },
          { path: { exact: "/api" }, methods: ["POST"] },
        ],
      }),
      "platform",
    );
    expect(others).toEqual([]);
    expect(virtualService?.name).toBe("host-any");
    expect(virtualService?.spec).toMatchObject({ hosts: ["*"], gateways: ["platform"] });
    expect(virtualService?.spec.http?.map(({ name, match }) => ({ name, match }))).toEqual([
      { name: "shop:/api:POST", match: [{ uri: { exact: "/api" }, method: { regex: "POST" } }] },
      { name: "shop:/api:GET+HEAD", match: [{ uri: { prefix: "/api" }, method: { regex: "GET|HEAD" } }] },
      { name: "shop:/", match: [{ uri: { prefix: "/" } }] },
    ]);
    for (const { route: ways } of virtualService?.spec.http ?? [])
      expect(ways).toEqual([{ destination: { host: "shop.shops.svc.cluster.local", port: { number: 80 } } }]);
  });

  test("of a service without routes are none: it is for the mesh alone", () => {
    expect(ingressVirtualServices(catalogue({ routes: [] }), "platform")).toEqual([]);
    expect(ingressVirtualServices([], "platform")).toEqual([]);
  });

  test('for "*" answer on every host, also on one that another service names', () => {
    const services = catalogue(
      { name: "health", routes: [{ path: { exact: "/health" } }] },
      { name: "admin", routes: [{ hosts: ["admin.example.com"], path: { prefix: "/admin" } }] },
    );
    expect(destination(route(services, get("/health", "admin.example.com")))).toMatch(/^health\./);
    expect(destination(route(services, get("/admin/x", "admin.example.com")))).toMatch(/^admin\./);
    expect(route(services, get("/admin/x", "other.example.com"))).toBeUndefined();
  });

  test("for a closer host win over those for a wider one, whatever their paths", () => {
    const services = catalogue(
      { name: "wide", routes: [{ path: { exact: "/x" } }] },
      { name: "wild", routes: [{ hosts: ["*.example.com"], path: { prefix: "/x" } }] },
      { name: "named", routes: [{ hosts: ["a.example.com"], path: { prefix: "/" } }] },
    );
    expect(destination(route(services, get("/x", "a.example.com")))).toMatch(/^named\./);
    expect(destination(route(services, get("/x", "b.example.com")))).toMatch(/^wild\./);
    expect(destination(route(services, get("/x", "b.example.org")))).toMatch(/^wide\./);
  });

  test("that a closer host's route takes over altogether are left out there: Istio warns about rules without use", () => {
    const specs = ingressVirtualServices(
      catalogue(
        { name: "wide", routes: [{ path: { exact: "/x" } }, { path: { prefix: "/" } }] },
        { name: "named", routes: [{ hosts: ["a.example.com"], path: { prefix: "/" } }] },
      ),
      "platform",
    );
    const named = specs.find(({ spec }) => spec.hosts?.includes("a.example.com"));
    expect(named?.spec.http?.map(destination)).toEqual([expect.stringMatching(/^named\./)]);
  });

  test("answer each request by the most specific claim on it, for any catalogue", () => {
    const request = fc.record({
      host: fc.constantFrom(...HOSTS.map(concrete)),
      path: fc.constantFrom(...PATHS, ...PATHS.map((path) => `${path}z`)),
      method: fc.constantFrom(...METHODS, "HEAD"),
    });
    fc.assert(
      fc.property(crowdedServices, fc.array(request, { minLength: 20, maxLength: 20 }), (services, requests) => {
        for (const sent of requests) {
          expect([sent, origin(route(services, sent))]).toEqual([sent, expectedOrigin(expectedClaim(services, sent))]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["crossing routes", crowdedServices],
    ["any right configuration", anyServices],
  ])("shadow no other: the own request of each route gets an answer, by the most specific claim; %s", (_, services) => {
    fc.assert(
      fc.property(services, (known) => {
        for (const { route: own, host } of claimsOf(known)) {
          const sent = {
            host: concrete(host),
            path: own.check?.path ?? pathOf(own),
            method: own.check?.method ?? own.methods?.[0] ?? "GET",
          };
          const taken = origin(route(known, sent));
          expect(taken).toBeDefined();
          expect([sent, taken]).toEqual([sent, expectedOrigin(expectedClaim(known, sent))]);
        }
      }),
    );
  });

  test("can all be reached where nothing crosses: the request of each endpoint output takes its own route", () => {
    fc.assert(
      fc.property(anyServices, (services) => {
        const checked = services.flatMap((service) =>
          service.routes.filter(({ check }) => check !== undefined).map((own) => ({ service, route: own })),
        );
        const gateway = "gateway.example.org";
        const requests = endpoints(services, `http://${gateway}`);
        expect(requests).toHaveLength(checked.length);
        requests.forEach(({ url, host, method: verb }, index) => {
          const own = checked[index];
          // Not by the URL class, which resolves the "." and ".." of random paths.
          const path = url.replace(`http://${gateway}`, "");
          const taken = route(services, { host: host ?? gateway, path, method: verb });
          expect(origin(taken)).toEqual(own && expectedOrigin({ ...own, host: "" }));
        });
      }),
    );
  });

  test.each([
    ["crossing routes", crowdedServices],
    ["any right configuration", anyServices],
  ])("appear exactly once under each host that they name; %s", (_, services) => {
    fc.assert(
      fc.property(services, (known) => {
        const made = ingressVirtualServices(known, "platform");
        for (const claim of claimsOf(known)) {
          const under = made.filter(({ spec }) => spec.hosts?.includes(claim.host));
          expect(under).toHaveLength(1);
          const origins = under.flatMap(({ spec }) => (spec.http ?? []).map(origin));
          const wanted = JSON.stringify(expectedOrigin(claim));
          expect(origins.filter((found) => JSON.stringify(found) === wanted)).toHaveLength(1);
        }
        const hosts = made.flatMap(({ spec }) => spec.hosts ?? []);
        expect(new Set(hosts)).toEqual(new Set(claimsOf(known).map(({ host }) => host)));
      }),
    );
  });

  test("are the same whatever the order of the services", () => {
    const reader = { name: "reader", routes: [{ path: { exact: "/x" }, methods: ["GET" as const] }] };
    const writer = { name: "writer", routes: [{ path: { exact: "/x" }, methods: ["POST" as const] }] };
    expect(ingressVirtualServices(catalogue(writer, reader), "platform")).toEqual(
      ingressVirtualServices(catalogue(reader, writer), "platform"),
    );
    const shuffled = crowdedServices.chain((services) =>
      fc.tuple(fc.constant(services), fc.shuffledSubarray([...services], { minLength: services.length })),
    );
    fc.assert(
      fc.property(shuffled, ([services, others]) => {
        expect(ingressVirtualServices(others, "platform")).toEqual(ingressVirtualServices(services, "platform"));
      }),
    );
  });
});

describe("the delivery of a request", () => {
  const deliveries = (services: Services) => [
    ...ingressVirtualServices(services, "platform").flatMap(({ spec }) => spec.http ?? []),
    ...services.flatMap((service) => meshVirtualService(service).http ?? []),
  ];
  const seconds = (duration: string | undefined) => {
    expect(duration).toMatch(/^\d+(?:\.\d+)?s$/);
    return Number(duration?.slice(0, -1));
  };

  test("has a timeout, and no try may take longer; without retries there is none", () => {
    fc.assert(
      fc.property(anyServices, (services) => {
        for (const { timeout, retries } of deliveries(services)) {
          expect(seconds(timeout)).toBeGreaterThanOrEqual(0.001);
          if (retries?.attempts === 0) {
            expect(retries).toEqual({ attempts: 0 });
          } else {
            expect(retries?.attempts).toBeGreaterThan(0);
            expect(seconds(retries?.perTryTimeout)).toBeGreaterThanOrEqual(0.001);
            expect(seconds(retries?.perTryTimeout)).toBeLessThanOrEqual(seconds(timeout));
            expect(retries?.retryOn).not.toBe("");
          }
        }
      }),
    );
  });

  test("is the same through the gateway and within the mesh", () => {
    fc.assert(
      fc.property(anyServices, (services) => {
        for (const service of services) {
          const [{ match, ...within } = { match: undefined }, ...more] = meshVirtualService(service).http ?? [];
          expect([match, more]).toEqual([undefined, []]);
          const through = ingressVirtualServices([service], "platform").flatMap(({ spec }) => spec.http ?? []);
          for (const { name, match: own, ...delivery } of through) {
            expect([name, own]).not.toContain(undefined);
            expect(delivery).toEqual(within);
          }
        }
      }),
    );
  });

  test.each([
    [{ timeout: "1m", retries: { attempts: 3, perTryTimeout: "500ms", retryOn: "503" } }, "60s", "0.5s"],
    [{ timeout: "1.5s" }, "1.5s", "1.5s"],
    [{ timeout: "2h" }, "7200s", "7200s"],
  ])("of %j writes durations as seconds", (fields, timeout, perTryTimeout) => {
    const [service] = catalogue(fields);
    expect(service && meshVirtualService(service).http).toEqual([
      expect.objectContaining({ timeout, retries: expect.objectContaining({ perTryTimeout }) }),
    ]);
  });

  test("within the mesh is for the service's full name alone", () => {
    const [service] = catalogue({ name: "shop", namespace: "shops" });
    expect(service && meshVirtualService(service)).toMatchObject({
      hosts: ["shop.shops.svc.cluster.local"],
      gateways: ["mesh"],
    });
  });
});
