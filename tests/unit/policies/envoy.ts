import type { VirtualServiceHttp, VirtualServiceSpec } from "../../../sdks/istio";

export interface Request {
  readonly host: string;
  readonly path: string;
  readonly method: string;
}

/**
 * The route that Envoy takes for a request, given everything that a gateway has: of the hosts the closest one, then of its
 * routes the first that matches
 * (https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto#config-route-v3-virtualhost).
 * Written for these tests from the documentation; it shares nothing with the code that it checks.
 */
export function envoyRoute(specs: readonly VirtualServiceSpec[], request: Request): VirtualServiceHttp | undefined {
  const domains = specs.flatMap((spec) => (spec.hosts ?? []).map((domain) => ({ domain, routes: spec.http ?? [] })));
  const exact = domains.filter(({ domain }) => domain === request.host);
  const suffixes = domains
    .filter(({ domain }) => domain.startsWith("*.") && request.host.endsWith(domain.slice(1)))
    .sort((a, b) => b.domain.length - a.domain.length);
  const all = domains.filter(({ domain }) => domain === "*");
  const [virtualHost] = [...exact, ...suffixes, ...all];
  return virtualHost?.routes.find((route) => matches(route, request));
}

function matches({ match }: VirtualServiceHttp, { path, method }: Request): boolean {
  return (match ?? [{}]).some(
    (condition) =>
      isMatch(condition.uri ?? { prefix: "/" }, path) &&
      (condition.method === undefined || isMatch(condition.method, method)),
  );
}

function isMatch(
  { exact, prefix, regex }: { exact?: string; prefix?: string; regex?: string },
  value: string,
): boolean {
  if (exact !== undefined) return value === exact;
  if (prefix !== undefined) return value.startsWith(prefix);
  // RE2 must match the whole value.
  return regex !== undefined && new RegExp(`^(?:${regex})$`).test(value);
}
