import { z } from "zod";
import { childOf, keysOf, unwrap, type Schema } from "./introspect";

/**
 * What is right of a value that may be wrong in places. A key that is absent here was absent, and has no default; a key
 * that holds undefined was given, but wrong. The difference keeps a check from taking the default of a field that was
 * written, and reporting a second mistake that is none.
 */
export type Salvaged<T> = T extends readonly (infer Element)[]
  ? readonly (Salvaged<Element> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Salvaged<T[Key]> }
    : T;

/** Parses every part of `value` that is right by itself, so that checks between fields run beside the fields' own. */
export function salvage<S extends Schema>(schema: S, value: unknown): Salvaged<z.output<S>> | undefined {
  return parts(schema, value) as Salvaged<z.output<S>> | undefined;
}

function parts(schema: Schema, value: unknown): unknown {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) {
    return parsed.data;
  }
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) {
    return Array.isArray(value) ? value.map((entry) => parts(inner.element, entry)) : undefined;
  }
  const isMapping = typeof value === "object" && value !== null && !Array.isArray(value);
  return isMapping ? partsOfMapping(inner, new Map(Object.entries(value))) : undefined;
}

function partsOfMapping(schema: Schema, given: ReadonlyMap<string, unknown>): unknown {
  if (!(schema instanceof z.ZodRecord || schema instanceof z.ZodObject)) {
    return undefined;
  }
  const keys = schema instanceof z.ZodRecord ? [...given.keys()] : keysOf(schema);
  return Object.fromEntries(
    keys.flatMap((key) => {
      const child = childOf(schema, key);
      const part = child && parts(child, given.get(key));
      return part !== undefined || given.has(key) ? [[key, part]] : [];
    }),
  );
}
