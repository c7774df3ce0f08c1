import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { z } from "zod";
import { stackFileSchema, stackFileSchemaText } from "../../../components/config/json-schema";
import { configurationReference } from "../../../components/config/reference";
import { REFERENCE_FILE, STACK_SCHEMA_FILE } from "../../../schema/generate";
import { platformInput } from "./arbitraries";
import { minimalConfig, minimalService } from "./examples";

/** zod reads JSON schemas, but neither of the two keywords that say which keys exclude each other. */
const validator = z.fromJSONSchema(
  JSON.parse(stackFileSchemaText(), (key, value) => (key === "not" || key === "oneOf" ? undefined : value)),
);
const stackFile = (config: Record<string, unknown>, rest: Record<string, unknown> = {}) => ({
  ...rest,
  config: Object.fromEntries(Object.entries(config).map(([key, value]) => [`mesh-platform:${key}`, value])),
});
const accepts = (file: unknown) => validator.safeParse(file).success;

describe("the JSON schema of stack files", () => {
  test("and the reference are committed as they are generated; write them anew by: npm run update-schema", () => {
    expect(readFileSync(STACK_SCHEMA_FILE, "utf8")).toBe(stackFileSchemaText());
    expect(readFileSync(REFERENCE_FILE, "utf8")).toBe(configurationReference());
  });

  test("describes every field", () => {
    expect(undescribed(stackFileSchema(), "")).toEqual([]);
  });

  test("accepts whatever the program accepts", () => {
    fc.assert(fc.property(platformInput, (input) => accepts(stackFile(input))));
  });

  test("leaves other namespaces and Pulumi's own keys alone", () => {
    expect(accepts({ encryptionsalt: "v1:x", config: { "aws:region": "eu-central-1" } })).toBe(true);
    expect(accepts(stackFile(minimalConfig, { secretsprovider: "passphrase" }))).toBe(true);
  });

  test.each<[string, Record<string, unknown>]>([
    ["an unknown key", { servces: [] }],
    ["an unknown key further down", { services: [{ ...minimalService, prot: 80 }] }],
    ["a missing key", { services: [{ name: "a", namespace: "b" }] }],
    ["a value out of range", { services: [{ ...minimalService, port: 0 }] }],
    ["an option that there is not", { istio: { mtls: "strict" } }],
    ["text of another form", { services: [{ ...minimalService, timeout: "15" }] }],
  ])("refuses %s", (_, config) => {
    expect(accepts(stackFile(config))).toBe(false);
  });

  test("says which keys exclude each other", () => {
    const text = JSON.stringify(stackFileSchema());
    expect(text).toContain('"not":{"required":["replicas","autoscaling"]}');
    expect(text).toContain('"oneOf":[{"required":["prefix"]},{"required":["exact"]}]');
  });
});

/** Paths of the properties at any depth that have no description. */
function undescribed(schema: unknown, path: string): string[] {
  const node = z
    .looseObject({ properties: z.record(z.string(), z.unknown()).optional(), items: z.unknown() })
    .safeParse(schema);
  if (!node.success) {
    return [];
  }
  const { properties = {}, items } = node.data;
  const own = Object.entries(properties).flatMap(([key, child]) => {
    const described = z.looseObject({ description: z.string().min(5) }).safeParse(child).success;
    return [...(described ? [] : [`${path}.${key}`]), ...undescribed(child, `${path}.${key}`)];
  });
  return [...own, ...undescribed(items, `${path}[]`)];
}
