import { z } from "zod";
import { CONFIG_NAMESPACE, platformSchema } from "./schema";

type JsonSchema = z.core.JSONSchema.JSONSchema;

/**
 * A JSON schema for whole stack files (`Pulumi.<stack>.yaml`), by which editors complete, explain and check them. It knows
 * the fields, and few of the rules between them. Draft 7 is what the usual YAML language server reads
 * (https://github.com/redhat-developer/yaml-language-server).
 */
export function stackFileSchema(): JsonSchema {
  const { properties = {} } = z.toJSONSchema(platformSchema, { io: "input", target: "draft-07" });
  const keys = Object.keys(properties);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Stack file of mesh-platform",
    description: "Settings of one stack. https://www.pulumi.com/docs/iac/concepts/config/",
    type: "object",
    // Pulumi's own keys (secretsprovider, encryptionsalt, environment, ...) are Pulumi's to check.
    additionalProperties: true,
    properties: {
      config: {
        type: "object",
        description: `The program's settings under "${CONFIG_NAMESPACE}:", beside those of providers.`,
        properties: Object.fromEntries(keys.map((key) => [`${CONFIG_NAMESPACE}:${key}`, properties[key] ?? true])),
        // Another namespace is a provider's; another key in this one is a mistake.
        patternProperties: { [`^${CONFIG_NAMESPACE}:(?!(?:${keys.join("|")})$)`]: false },
        additionalProperties: true,
      },
    },
  };
}

/** The schema as it is committed. */
export function stackFileSchemaText(): string {
  return `${JSON.stringify(stackFileSchema(), null, 2)}\n`;
}
