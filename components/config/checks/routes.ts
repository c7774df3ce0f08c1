import { showPath } from "../display";
import type { Path } from "../introspect";
import { problemAt, type ConfigProblem } from "../problem";
import { eachService, given, type Check, type Draft, type DraftRoute } from "./draft";

const ONE_OF_BOTH = { allowed: "exactly one of prefix and exact" };

export const onePathPerRoute: Check = (draft) =>
  eachRoute(draft, ({ path: match }, path) => {
    if (match === undefined || given(match, "prefix") !== given(match, "exact")) {
      return [];
    }
    return given(match, "prefix")
      ? [problemAt([...path, "path", "exact"], match.exact, "is given beside prefix", ONE_OF_BOTH)]
      : [problemAt([...path, "path"], undefined, "has no path", ONE_OF_BOTH)];
  });

/** Istio refuses a virtual service that lists a host twice. */
export const distinctEntries: Check = (draft) =>
  eachRoute(draft, (route, path) =>
    (["hosts", "methods"] as const).flatMap((key) => {
      const entries: readonly (string | undefined)[] = route[key] ?? [];
      return entries.flatMap((entry, index) =>
        entry !== undefined && entries.indexOf(entry) < index
          ? [problemAt([...path, key, index], entry, "is listed twice")]
          : [],
      );
    }),
  );

export const checksFollowTheirRoute: Check = (draft) =>
  eachRoute(draft, ({ path: match, methods, check }, path) => {
    const problems: ConfigProblem[] = [];
    if (check?.path !== undefined && match !== undefined && !matches(match, check.path)) {
      const allowed = match.exact ?? `a path that starts with ${match.prefix}`;
      problems.push(problemAt([...path, "check", "path"], check.path, "is not a path of the route", { allowed }));
    }
    if (check?.method !== undefined && methods !== undefined && !methods.includes(check.method)) {
      const allowed = methods.filter((method) => method !== undefined).join(", ");
      problems.push(problemAt([...path, "check", "method"], check.method, "is not a method of the route", { allowed }));
    }
    return problems;
  });

/** Of two routes for the same requests Istio takes whichever comes first, so one of the services would get none. */
export const unambiguousRoutes: Check = (draft) => {
  const seen: { route: DraftRoute; path: Path }[] = [];
  return eachRoute(draft, (route, path) => {
    const rival = seen.find((earlier) => overlap(earlier.route, route));
    seen.push({ route, path });
    return rival
      ? [
          problemAt(path, requestsOf(route), `is answered by ${showPath(rival.path)} as well`, {
            allowed: "requests of its own",
          }),
        ]
      : [];
  });
};

function eachRoute(draft: Draft, check: (route: DraftRoute, path: Path) => readonly ConfigProblem[]) {
  return eachService(draft, ({ routes = [] }, path) =>
    routes.flatMap((route, index) => (route ? check(route, [...path, "routes", index]) : [])),
  );
}

type DraftPath = NonNullable<DraftRoute["path"]>;

/** True as well when the route's path is wrong: that is reported already. */
function matches({ prefix, exact }: DraftPath, path: string): boolean {
  return exact === undefined ? path.startsWith(prefix ?? "/") : exact === path;
}

function overlap(a: DraftRoute, b: DraftRoute): boolean {
  return (
    samePath(a.path, b.path) && common(a.hosts, b.hosts) && (takesAll(a) || takesAll(b) || common(a.methods, b.methods))
  );
}

function samePath(a: DraftPath = {}, b: DraftPath = {}): boolean {
  const comparable = [a, b].every(({ prefix, exact }) => (prefix === undefined) !== (exact === undefined));
  return comparable && a.prefix === b.prefix && a.exact === b.exact;
}

function common(a: readonly (string | undefined)[] = [], b: readonly (string | undefined)[] = []): boolean {
  return a.some((entry) => entry !== undefined && b.includes(entry));
}

function takesAll(route: DraftRoute): boolean {
  return !given(route, "methods");
}

function requestsOf({ hosts = [], path, methods }: DraftRoute): string {
  const match = path?.exact === undefined ? `${path?.prefix} and below` : path.exact;
  return `${methods?.join(", ") ?? "every method"} on ${hosts.join(", ")}, ${match}`;
}
