import type { Path } from "../introspect";
import type { ConfigProblem } from "../problem";
import type { Salvaged } from "../salvage";
import type { ParsedConfig } from "../schema";

/** A configuration without its wrong parts; see `Salvaged` for what an absent key means. */
export type Draft = Salvaged<ParsedConfig>;
export type DraftService = NonNullable<NonNullable<Draft["services"]>[number]>;
export type DraftRoute = NonNullable<NonNullable<DraftService["routes"]>[number]>;
export type DraftResources = NonNullable<DraftService["resources"]>;

/** Finds the mistakes that lie in how fields go together, not in one of them. */
export type Check = (draft: Draft) => readonly ConfigProblem[];

/** Whether the stack file (or a plain default) gives the key, be its value right or wrong. */
export function given<T extends object>(parent: T, key: keyof T): boolean {
  return Object.hasOwn(parent, key);
}

/** Runs a check on every service that could be read at all. */
export function eachService(
  draft: Draft,
  check: (service: DraftService, path: Path) => readonly ConfigProblem[],
): readonly ConfigProblem[] {
  return (draft.services ?? []).flatMap((service, index) => (service ? check(service, ["services", index]) : []));
}
