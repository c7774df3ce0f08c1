import type { PathMatch, RouteConfig, ServiceConfig } from "../config";

/** A route together with the service that it leads to. */
export interface Claim {
  readonly service: ServiceConfig;
  readonly route: RouteConfig;
}

/** Whether every request for `host`, itself a name or a pattern, is one for `pattern`, which never is the narrower one. */
function covers(pattern: string, host: string): boolean {
  return pattern === "*" || pattern === host || (pattern.startsWith("*.") && host.endsWith(pattern.slice(1)));
}

/**
 * How closely a route names the host: itself, or by a pattern. The patterns that cover one host lie within each other, so
 * the longest is the closest; the host itself may be no longer than a pattern ("x.b" and "*.b"), or than "*".
 */
function closeness({ route }: Claim, host: string): number {
  if (route.hosts.includes(host)) return Number.MAX_SAFE_INTEGER;
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

export function pathOf(path: PathMatch): string {
  return path.exact ?? path.prefix;
}

/** Whether `route` answers every request that `other` could, as far as path and method go. */
function takesAllOf(route: RouteConfig, other: RouteConfig): boolean {
  const path =
    route.path.exact === undefined
      ? pathOf(other.path).startsWith(route.path.prefix)
      : route.path.exact === other.path.exact;
  return (
    path && (route.methods === undefined || other.methods?.every((method) => route.methods?.includes(method)) === true)
  );
}

/**
 * The claims on one host, in the order in which they must be tried. Those of wider hosts that could never get a request,
 * because a closer host's route takes them all, are left out: `istioctl analyze` warns about them (IST0131).
 */
export function claimsOn(host: string, claims: readonly Claim[]): Claim[] {
  return claims
    .filter(({ route }) => route.hosts.some((pattern) => covers(pattern, host)))
    .sort((a, b) => compareClaims(a, b, host))
    .filter(({ route }, index, sorted) => !sorted.slice(0, index).some((earlier) => takesAllOf(earlier.route, route)));
}
