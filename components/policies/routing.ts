import { createHash } from "node:crypto";
import type { VirtualServiceHttp, VirtualServiceHttpMatch, VirtualServiceSpec } from "../../sdks/istio";
import { toSeconds, type PathMatch, type RouteConfig, type ServiceConfig } from "../config";
import { SERVICE_PORT } from "../workloads/workload";
import { serviceHost } from "./hosts";

/** A route together with the service that it leads to. */
interface Claim {
  readonly service: ServiceConfig;
  readonly route: RouteConfig;
}

/** Whether every request for `host`, itself a name or a pattern, is one for `pattern`, which never is the narrower one. */
function covers(pattern: string, host: string): boolean {
  return pattern === "*" || pattern === host || (pattern.startsWith("*.") && host.endsWith(pattern.slice(1)));
}

/** How closely a route names the host: the patterns that cover one host lie within each other, so the longest is the closest. */
function closeness({ route }: Claim, host: string): number {
  return Math.max(...route.hosts.filter((pattern) => covers(pattern, host)).map((pattern) => pattern.length));
}

/**
 * The order in which routes are tried: Envoy takes the first that matches, so a narrow one must come before a wide one.
 * Closer hosts first, then exact paths, then longer prefixes before shorter, then routes for some methods before those
 * for all.
 */
function compareClaims(a: Claim, b: Claim, host: string): number {
  return (
    closeness(b, host) - closeness(a, host) ||
    Number(b.route.path.exact !== undefined) - Number(a.route.path.exact !== undefined) ||
    pathOf(b.route.path).length - pathOf(a.route.path).length ||
    Number(b.route.methods !== undefined) - Number(a.route.methods !== undefined) ||
    compareText(pathOf(a.route.path), pathOf(b.route.path)) ||
    compareText(a.service.name, b.service.name)
  );
}

/** By code unit: the order of a locale would differ between two machines, and so the manifests. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function pathOf(path: PathMatch): string {
  return path.exact ?? path.prefix;
}

function match({ path, methods }: RouteConfig): VirtualServiceHttpMatch {
  return {
    uri: path.exact === undefined ? { prefix: path.prefix } : { exact: path.exact },
    ...(methods === undefined ? {} : { method: { regex: methods.join("|") } }),
  };
}

/** What applies to every request to a service, whichever way it came. */
function delivery(service: ServiceConfig): VirtualServiceHttp {
  const { attempts, perTryTimeout, retryOn } = service.retries;
  return {
    route: [{ destination: { host: serviceHost(service), port: { number: SERVICE_PORT } } }],
    timeout: toSeconds(service.timeout),
    retries:
      attempts === 0 ? { attempts } : { attempts, perTryTimeout: toSeconds(perTryTimeout ?? service.timeout), retryOn },
  };
}

function ingressRoute({ service, route }: Claim): VirtualServiceHttp {
  const name = `${service.name}:${pathOf(route.path)}${route.methods === undefined ? "" : `:${route.methods.join("+")}`}`;
  return { name, match: [match(route)], ...delivery(service) };
}

/** A virtual service of the gateway: all routes that answer for one host. */
export interface IngressVirtualService {
  readonly name: string;
  readonly spec: VirtualServiceSpec;
}

/**
 * Turns a host into a name that Kubernetes accepts, no two hosts into the same one: "*" and "any", or "a-b.c" and
 * "a.b-c", would otherwise be one resource, and one of the two hosts would have no routes. Dots are allowed in it
 * (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names).
 */
function resourceName(host: string): string {
  const name = host.startsWith("*") ? `host-any${host.slice(1)}` : `host.${host}`;
  if (name.length <= LONGEST_NAME) return name;
  return `host-hash-${createHash("sha256").update(host).digest("hex").slice(0, 32)}`;
}

const LONGEST_NAME = 253;

/**
 * One virtual service per host, holding the routes of every service in the order in which they must be tried. Several
 * virtual services for one host would be merged by Istio in an order that nobody controls
 * (https://istio.io/latest/docs/ops/best-practices/traffic-management/#split-virtual-services).
 *
 * Envoy looks for a request's path below the closest host alone, and answers 404 when it is not there
 * (https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto#config-route-v3-virtualhost).
 * So a host also gets the routes of the wider ones, "*" above all, which would otherwise be lost there.
 */
export function ingressVirtualServices(services: readonly ServiceConfig[], gateway: string): IngressVirtualService[] {
  const claims = services.flatMap((service) => service.routes.map((route) => ({ service, route })));
  const hosts = [...new Set(claims.flatMap(({ route }) => route.hosts))].sort();
  return hosts.map((host) => ({
    name: resourceName(host),
    spec: {
      hosts: [host],
      gateways: [gateway],
      http: claims
        .filter(({ route }) => route.hosts.some((pattern) => covers(pattern, host)))
        .sort((a, b) => compareClaims(a, b, host))
        .map(ingressRoute),
    },
  }));
}

/** How calls from within the mesh reach a service: the same timeout and retries as through the gateway. */
export function meshVirtualService(service: ServiceConfig): VirtualServiceSpec {
  return { hosts: [serviceHost(service)], gateways: ["mesh"], http: [delivery(service)] };
}
