import * as fc from "fast-check";
import { parsePlatformConfig, type PlatformConfig, type PlatformInput } from "../../../components/config";
import { platformInput } from "../config/arbitraries";
import { minimalService, problemsOf } from "../config/examples";

type ServiceInput = NonNullable<PlatformInput["services"]>[number];
type RouteInput = NonNullable<ServiceInput["routes"]>[number];
export type Services = PlatformConfig["services"];

/** The services of a stack file that is right. */
export function catalogue(...services: Partial<ServiceInput>[]): Services {
  return parsePlatformConfig({
    services: services.map((fields, index) => ({ ...minimalService, name: `service-${index}`, ...fields })),
  }).services;
}

/** Few and close to each other, so that many of them overlap. */
export const HOSTS = ["*", "*.b", "*.a.b", "x.b", "x.a.b", "b", "c"];
export const PATHS = ["/", "/a", "/ab", "/a/", "/a/b", "/a/b/c", "/c"];
export const METHODS = ["GET", "POST", "DELETE"] as const;

const crowdedRoute: fc.Arbitrary<RouteInput> = fc
  .record({
    hosts: fc.uniqueArray(fc.constantFrom(...HOSTS), { minLength: 1, maxLength: 3 }),
    kind: fc.constantFrom("prefix" as const, "exact" as const),
    path: fc.constantFrom(...PATHS),
    methods: fc.option(fc.uniqueArray(fc.constantFrom(...METHODS), { minLength: 1 }), { nil: undefined }),
  })
  .map(({ hosts, kind, path, methods }) => ({
    hosts,
    path: kind === "prefix" ? { prefix: path } : { exact: path },
    ...(methods && { methods }),
    check: { method: methods?.[0] ?? "GET" },
  }));

/** The services without the routes that the configuration may not have beside the others. */
function withoutClashes(services: ServiceInput[]): ServiceInput[] {
  const clashing = problemsOf({ services }).map(({ path }) => path);
  return services.map((service, index) => ({
    ...service,
    routes: service.routes?.filter(
      (_, number) => !clashing.includes(`mesh-platform:services[${index}].routes[${number}]`),
    ),
  }));
}

/** Routes of a few services that cross each other in every way that a stack file may have. */
export const crowdedServices: fc.Arbitrary<Services> = fc
  .array(fc.array(crowdedRoute, { maxLength: 5 }), { minLength: 1, maxLength: 3 })
  .map((services) => {
    const named = services.map((routes, index) => ({ ...minimalService, name: `service-${index}`, routes }));
    return parsePlatformConfig({ services: withoutClashes(named) }).services;
  });

/** The services of any right configuration. */
export const anyServices: fc.Arbitrary<Services> = platformInput.map((input) => parsePlatformConfig(input).services);
