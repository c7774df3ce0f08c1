import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from "yaml";
import { commentsByKey } from "./comments";
import { jsDoc } from "./text";
import { typeOfKey } from "./values-by-key";
import { schemaAt, typeOfSchema, type ValuesSchema } from "./values-schema";

/** What is known about a chart's values beside its values.yaml. */
export interface ValuesChart {
  /** The name of the generated interface. */
  name: string;
  /** What the values configure; the interface's JSDoc. */
  description: string;
  /** The chart's values.yaml. */
  yaml: string;
  /** The chart's values.schema.json, where it has one. */
  schema?: ValuesSchema;
  /** Types of values whose default does not show them, by path (`global.meshNetworks`). */
  types: Readonly<Record<string, string>>;
  /** Values that the templates read but values.yaml does not mention, by path. */
  unlisted: Readonly<Record<string, UnlistedValue>>;
}

export interface UnlistedValue {
  type: string;
  description: string;
}

/** A value: a TypeScript type, or the values under it. */
interface Field {
  doc: string[];
  type: string | Fields;
}

type Fields = Map<string, Field>;

/** Where Istio's charts keep their defaults; users set the keys inside at the top level. */
const defaultsKey = "_internal_defaults_do_not_set";

/** The sources carry a development build's hub and tag; a released chart has its own, so these are nobody's default. */
const setByReleases = new Set(["hub", "tag"]);

/** The interface of a chart's values: every key of its defaults, all optional, nothing else. */
export function valuesInterface(chart: ValuesChart): string {
  const root = parseDocument(chart.yaml).contents;
  const defaults = isMap(root) && root.has(defaultsKey) ? root.get(defaultsKey) : root;
  if (!isMap(defaults)) {
    throw new Error(`${chart.name}: values.yaml holds no mapping`);
  }
  const unused = new Set(Object.keys(chart.types));
  const fields = fieldsOf(defaults, "", chart, unused);
  if (unused.size > 0) {
    throw new Error(
      `${chart.name}: values.yaml no longer has ${[...unused].join(", ")}; remove the types given for them`,
    );
  }
  for (const [path, { type, description }] of Object.entries(chart.unlisted)) {
    insert(fields, path.split("."), { doc: [description], type });
  }
  return `${jsDoc([chart.description])}export interface ${chart.name} ${print(fields)}\n`;
}

function fieldsOf(map: YAMLMap, path: string, chart: ValuesChart, unused: Set<string>): Fields {
  const comments = commentsByKey(map);
  return new Map(
    map.items.map(({ key, value }) => {
      const name = String(isScalar(key) ? key.value : key);
      const keyPath = path === "" ? name : `${path}.${name}`;
      const schema = schemaAt(chart.schema, keyPath);
      const given = chart.types[keyPath];
      unused.delete(keyPath);
      const type =
        given ?? typeOfKey(name) ?? (schema && typeOfSchema(schema)) ?? inferred(value, keyPath, chart, unused);
      const comment = comments.get(name);
      return [name, { doc: [...(comment === undefined ? [] : [comment]), ...defaultTag(name, value)], type }];
    }),
  );
}

function inferred(value: unknown, path: string, chart: ValuesChart, unused: Set<string>): string | Fields {
  if (isMap(value)) {
    return value.items.length === 0 ? "Record<string, unknown>" : fieldsOf(value, path, chart, unused);
  }
  if (isSeq(value)) {
    const types = new Set(value.items.map((item) => (isScalar(item) ? typeof item.value : "unknown")));
    return types.size === 1 ? `readonly ${[...types].join("")}[]` : "readonly unknown[]";
  }
  return isScalar(value) && value.value !== null ? typeof value.value : "unknown";
}

function defaultTag(key: string, value: unknown): string[] {
  const known = isScalar(value) && value.value !== null && value.value !== "" && !setByReleases.has(key);
  return known ? [`@default ${JSON.stringify(value.value)}`] : [];
}

function insert(fields: Fields, [key = "", ...rest]: string[], field: Field): void {
  if (rest.length === 0) {
    fields.set(key, field);
    return;
  }
  const existing = fields.get(key)?.type;
  const inner: Fields = existing instanceof Map ? existing : new Map();
  if (inner !== existing) {
    fields.set(key, { doc: [], type: inner });
  }
  insert(inner, rest, field);
}

function print(fields: Fields): string {
  const lines = [...fields].map(([key, { doc, type }]) => {
    const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
    return `${jsDoc(doc)}${name}?: ${typeof type === "string" ? type : print(type)};\n`;
  });
  return `{\n${lines.join("")}}`;
}
