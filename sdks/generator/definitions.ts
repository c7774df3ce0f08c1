import type { JSONSchema } from "json-schema-to-typescript";
import type { OpenApiSchema, ResourceKind } from "./crd";
import { typeName } from "./naming";
import { firstSentence } from "./text";

/** A message or an enum of one kind, under the name of its TypeScript type. */
export interface Definition {
  name: string;
  schema: JSONSchema;
}

/**
 * Breaks a kind's spec into flat, named definitions, one per distinct message and enum, the spec itself first.
 *
 * Dropped on purpose: `oneOf`, `anyOf`, `allOf` and `not`, which Istio's CRDs use only to say which fields of a protobuf
 * oneof exclude each other (json-schema-to-typescript turns them into unions that accept anything); lengths, patterns,
 * ranges and CEL rules, which TypeScript cannot express; `nullable`, because an absent field says the same.
 */
export function definitions({ kind, spec }: ResourceKind): Definition[] {
  const result: Definition[] = [];
  const named = new Map<string, string>();
  const taken = new Set<string>();
  // Breadth first, so that a message that appears at several depths gets its shortest name.
  const queue: { name: string; path: string[]; schema: OpenApiSchema }[] = [];

  function define(schema: OpenApiSchema, path: string[]): JSONSchema {
    const key = JSON.stringify({ ...schema, description: undefined });
    let name = named.get(key);
    if (name === undefined) {
      name = typeName(kind, path, schema);
      if (taken.has(name)) {
        throw new Error(`${kind}: two types would be called ${name}; name one of them in sdks/generator/naming.ts`);
      }
      named.set(key, name);
      taken.add(name);
      queue.push({ name, path, schema });
    }
    return { tsType: name };
  }

  function convert(schema: OpenApiSchema, path: string[]): JSONSchema {
    if (schema["x-kubernetes-int-or-string"]) {
      return { tsType: "number | string" };
    }
    if (schema["x-kubernetes-preserve-unknown-fields"]) {
      return { tsType: "Record<string, unknown>" };
    }
    if (schema.enum !== undefined) {
      return define(schema, path);
    }
    if (schema.type === "array") {
      const items = convert(schema.items ?? {}, [...path.slice(0, -1), `${path.at(-1) ?? ""}[]`]);
      return { tsType: `readonly (${text(items)})[]` };
    }
    if (schema.type !== "object") {
      return { tsType: text({ type: scalar(schema, path) }) };
    }
    if (schema.properties !== undefined) {
      return define(schema, path);
    }
    return typeof schema.additionalProperties === "object"
      ? { tsType: `Record<string, ${text(convert(schema.additionalProperties, path))}>` }
      : { tsType: "Record<string, never>" };
  }

  define({ ...spec, properties: spec.properties ?? {} }, ["Spec"]);
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { name, path, schema } = next;
    const parent = path[0] === "Spec" ? [] : path;
    result.push({ name, schema: flat(schema, (field, property) => convert(property, [...parent, field])) });
  }
  return result;
}

function flat(schema: OpenApiSchema, convert: (field: string, property: OpenApiSchema) => JSONSchema): JSONSchema {
  const described = describe(schema);
  if (schema.enum !== undefined) {
    return { ...described, type: "string", enum: schema.enum };
  }
  const properties = Object.entries(schema.properties ?? {}).map(([field, property]): [string, JSONSchema] => [
    field,
    { ...convert(field, property), ...describe(property) },
  ]);
  return {
    ...described,
    type: "object",
    properties: Object.fromEntries(properties),
    required: schema.required ?? [],
    additionalProperties: false,
  };
}

function describe({ description }: OpenApiSchema): JSONSchema {
  return description === undefined ? {} : { description: firstSentence(description) };
}

function scalar({ type }: OpenApiSchema, path: string[]): "boolean" | "integer" | "number" | "string" {
  if (type === "boolean" || type === "integer" || type === "number" || type === "string") {
    return type;
  }
  throw new Error(`${path.join(".")}: no TypeScript type for a schema of type ${String(type)}`);
}

function text(schema: JSONSchema): string {
  return schema.tsType ?? (schema.type === "integer" ? "number" : String(schema.type));
}
