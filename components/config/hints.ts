import { z } from "zod";

/** What an error message says of a text value beyond its pattern, which nobody wants to read. */
export interface Hint {
  /** The allowed values in words, with an example. */
  readonly allowed: string;
  /** Rewrites of a wrong value that may be what was meant; the first one that the schema accepts is suggested. */
  readonly fixes?: (wrong: string) => readonly string[];
}

/**
 * Hints by schema, and so also for what `.describe()` makes of a schema. Not in zod's global registry, because
 * everything there is copied into the JSON schema.
 */
export const hints = z.registry<Hint>();

/** Text that matches `pattern`. */
export function text(pattern: RegExp, hint: Hint): z.ZodString {
  return z.string().regex(pattern).register(hints, hint);
}

/** A whole number from `min` to `max`. */
export function whole(min: number, max: number): z.ZodInt {
  return z.int().min(min).max(max);
}

/** The greatest value of the int32 fields in the Kubernetes and Istio APIs. */
export const INT32_MAX = 2_147_483_647;
