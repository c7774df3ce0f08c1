/** The part of a chart's values.schema.json that decides a type. */
export interface ValuesSchema {
  type?: string | string[];
  enum?: unknown[];
  properties?: Record<string, ValuesSchema>;
  additionalProperties?: boolean | ValuesSchema;
  required?: string[];
  items?: ValuesSchema;
}

/** The schema of the value at a path, where the chart gives one. */
export function schemaAt(root: ValuesSchema | undefined, path: string): ValuesSchema | undefined {
  return path.split(".").reduce<ValuesSchema | undefined>((schema, key) => schema?.properties?.[key], root);
}

/**
 * The type that a schema states, or undefined where it states less than the chart's defaults show (`type: object`).
 * An object's known keys are left to the defaults as well: they carry the comments.
 */
export function typeOfSchema(schema: ValuesSchema): string | undefined {
  if (schema.enum !== undefined) {
    return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  }
  if (schema.properties === undefined && typeof schema.additionalProperties === "object") {
    return `Record<string, ${object(schema.additionalProperties)}>`;
  }
  const types = [schema.type ?? []].flat();
  if (types.length === 0 || types.includes("object") || types.includes("array")) {
    return undefined;
  }
  return types.map((type) => (type === "integer" ? "number" : type)).join(" | ");
}

function object({ properties = {}, required = [] }: ValuesSchema): string {
  const fields = Object.entries(properties).map(
    ([key, schema]) => `${key}${required.includes(key) ? "" : "?"}: ${typeOfSchema(schema) ?? "unknown"}`,
  );
  return `{ ${fields.join("; ")} }`;
}
