import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { CONFIG_NAMESPACE, parsePlatformConfig } from "../../../components/config";
import { childOf, unwrap } from "../../../components/config/introspect";
import { platformSchema } from "../../../components/config/schema";

const declaration = z.strictObject({
  type: z.enum(["object", "array"]),
  items: z.strictObject({ type: z.literal("object") }).optional(),
  description: z.string().min(20),
  // Pulumi demands a value of every declared key without a default, so each must have one.
  default: z.unknown().refine((value) => value !== undefined && value !== null),
});

const project = z
  .object({
    name: z.string(),
    description: z.string(),
    runtime: z.object({ name: z.string() }),
    config: z.record(z.string(), declaration),
  })
  .parse(parse(readFileSync(join(__dirname, "../../../Pulumi.yaml"), "utf8")));

describe("Pulumi.yaml", () => {
  test("names the project as the namespace of the configuration", () => {
    expect(project).toMatchObject({ name: CONFIG_NAMESPACE, runtime: { name: "nodejs" } });
  });

  test("describes every top-level key of the schema, and no other", () => {
    expect(Object.keys(project.config)).toEqual(Object.keys(platformSchema.shape));
  });

  test.each(Object.entries(project.config))("declares the type of %s as the schema has it", (key, { type, items }) => {
    const schema = childOf(platformSchema, key);
    expect(schema && unwrap(schema)).toBeInstanceOf(type === "array" ? z.ZodArray : z.ZodObject);
    expect(items !== undefined).toBe(type === "array");
  });

  test("its defaults say no more than the schema's own", () => {
    const defaults = Object.entries(project.config).map(([key, { default: value }]) => [key, value]);
    expect(parsePlatformConfig(Object.fromEntries(defaults))).toEqual(parsePlatformConfig({}));
  });
});
