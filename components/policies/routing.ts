import type { VirtualServiceHttp, VirtualServiceHttpMatch, VirtualServiceSpec } from "../../sdks/istio";
import type { PathMatch, RouteConfig, ServiceConfig } from "../config";
import { SERVICE_PORT } from "../workloads/workload";
import { serviceHost } from "./hosts";

/** A route together with the service that it leads to. */
interface Claim {
  readonly service: ServiceConfig;
  readonly route: RouteConfig;
}

/**
 * The order in which routes are tried: Envoy takes the first that matches, so a narrow one must come before a wide one.
 * Exact paths first, then longer prefixes before shorter, then routes for some methods before those for all.
 */
function compareClaims(a: Claim, b: Claim): number {
  return (
    Number(b.route.path.exact !== undefined) - Number(a.route.path.exact !== undefined) ||
    pathOf(b.route.path).length - pathOf(a.route.path).length ||
    Number(b.route.methods !== undefined) - Number(a.route.methods !== undefined) ||
    pathOf(a.route.path).localeCompare(pathOf(b.route.path)) ||
    a.service.name.localeCompare(b.service.name)
  );
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
    timeout: service.timeout,
    retries: attempts === 0 ? { attempts } : { attempts, perTryTimeout: perTryTimeout ?? service.timeout, retryOn },
  };
}

function ingressRoute({ service, route }: Claim): VirtualServiceHttp {
  const name = `${service.name}:${pathOf(route.path)}${route.methods === undefined ? "" : `:${route.methods.join("+")}`}`;
  return { name, match: [match(route)], ...delivery(service) };
}

/** A virtual service of the gateway: the routes of all services that answer for one host. */
export interface IngressVirtualService {
  readonly name: string;
  readonly spec: VirtualServiceSpec;
}

/** Turns a host into a name that Kubernetes accepts. */
function resourceName(host: string): string {
  return `host-${host.replaceAll("*", "any").replaceAll(".", "-")}`;
}

/**
 * One virtual service per host, holding the routes of every service in the order in which they must be tried. Several
 * virtual services for one host would be merged by Istio in an order that nobody controls
 * (https://istio.io/latest/docs/ops/best-practices/traffic-management/#split-virtual-services).
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
        .filter(({ route }) => route.hosts.includes(host))
        .sort(compareClaims)
        .map(ingressRoute),
    },
  }));
}

/** How calls from within the mesh reach a service: the same timeout and retries as through the gateway. */
export function meshVirtualService(service: ServiceConfig): VirtualServiceSpec {
  return { hosts: [serviceHost(service)], gateways: ["mesh"], http: [delivery(service)] };
}
