import { z } from "zod";
import { allowedBy, childOf, unwrap } from "./introspect";
import { problemAt, type ConfigProblem } from "./problem";
import { CONFIG_NAMESPACE, platformSchema } from "./schema";

/** The values of the program's keys, and what could not be read of them. */
export interface StackValues {
  readonly values: Record<string, unknown>;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Reads the values of the program's namespace out of the configuration as Pulumi hands it over: a text for every key,
 * which for lists and mappings is JSON. Keys of other namespaces belong to providers and are left alone.
 */
export function readStackValues(config: Readonly<Record<string, string>>): StackValues {
  const prefix = `${CONFIG_NAMESPACE}:`;
  const own = Object.entries(config)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, text]) => readValue(key.slice(prefix.length), text));
  return {
    values: Object.fromEntries(own.flatMap(({ key, value }) => (value === undefined ? [] : [[key, value]]))),
    problems: own.flatMap(({ problem }) => problem ?? []),
  };
}

function readValue(key: string, text: string): { key: string; value?: unknown; problem?: ConfigProblem } {
  const schema = childOf(platformSchema, key);
  if (schema === undefined || unwrap(schema) instanceof z.ZodString) {
    return { key, value: text };
  }
  try {
    return { key, value: JSON.parse(text) };
  } catch {
    // The parser's own message quotes the text, which may hold secrets.
    const message =
      "is plain text, not structured data: write it in the stack file, or set parts by `pulumi config set --path`";
    return { key, problem: problemAt([key], text, message, { allowed: allowedBy(schema) }) };
  }
}
