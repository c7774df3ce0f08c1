import { z } from "zod";
import { hints } from "./hints";

export type Schema = z.core.$ZodType;
export type Path = readonly PropertyKey[];

/** The schema of a value that is there: without the wrappers that say what an absent one means. */
export function unwrap(schema: Schema): Schema {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
    ? unwrap(schema.unwrap())
    : schema;
}

/** The schema of what `key` holds, or undefined when the schema knows no such key. */
export function childOf(schema: Schema, key: PropertyKey): Schema | undefined {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) {
    return Object.hasOwn(inner.shape, key) ? inner.shape[String(key)] : undefined;
  }
  if (inner instanceof z.ZodArray) {
    return inner.element;
  }
  return inner instanceof z.ZodRecord ? inner.valueType : undefined;
}

/** The schema at the end of `path`. */
export function schemaAt(schema: Schema, path: Path): Schema | undefined {
  return path.reduce<Schema | undefined>((parent, key) => parent && childOf(parent, key), schema);
}

/** The keys that a mapping may have; none for other values and for mappings with free keys. */
export function keysOf(schema: Schema): readonly string[] {
  const inner = unwrap(schema);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

/** The values of an enumeration as text; none for other schemas. */
export function optionsOf(schema: Schema): readonly string[] {
  const inner = unwrap(schema);
  return inner instanceof z.ZodEnum ? inner.options.map(String) : [];
}

/** The allowed values in words. */
export function allowedBy(schema: Schema): string {
  const inner = unwrap(schema);
  const hint = hints.get(inner);
  if (hint !== undefined) {
    return hint.allowed;
  }
  if (inner instanceof z.ZodEnum) {
    return optionsOf(inner).join(", ");
  }
  if (inner instanceof z.ZodNumber) {
    return `a whole number from ${inner.minValue} to ${inner.maxValue}`;
  }
  if (inner instanceof z.ZodArray) {
    return `a list, each entry ${allowedBy(inner.element)}`;
  }
  if (inner instanceof z.ZodRecord) {
    return "a mapping of names to text";
  }
  return inner instanceof z.ZodObject ? `a mapping with the keys ${keysOf(inner).join(", ")}` : "text";
}

/** The value at the end of `path`, or undefined when there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (isMapping(value) && Object.hasOwn(value, key) ? value[String(key)] : undefined),
    root,
  );
}

/** Whether `value` has keys of its own: a mapping or a list. */
function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
