import type { VirtualServiceHttp, VirtualServiceHttpMatch, VirtualServiceSpec } from "../../sdks/istio";
import { toSeconds, type RouteConfig, type ServiceConfig } from "../config";
import { SERVICE_PORT } from "../workloads/workload";
import { claimsOn, pathOf, type Claim } from "./claims";
import { hostResourceName } from "./resource-name";
import { serviceHost } from "./hosts";

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
    name: hostResourceName(host),
    spec: {
      hosts: [host],
      gateways: [gateway],
      http: claimsOn(host, claims).map(ingressRoute),
    },
  }));
}

/** How calls from within the mesh reach a service: the same timeout and retries as through the gateway. */
export function meshVirtualService(service: ServiceConfig): VirtualServiceSpec {
  return { hosts: [serviceHost(service)], gateways: ["mesh"], http: [delivery(service)] };
}
