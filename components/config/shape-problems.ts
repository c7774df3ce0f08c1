import { z } from "zod";
import { looksSecret, showPath } from "./display";
import { hints } from "./hints";
import { allowedBy, keysOf, optionsOf, schemaAt, unwrap, valueAt, type Path, type Schema } from "./introspect";
import { nearest } from "./nearest";
import { problemAt, type ConfigProblem } from "./problem";

/** The mistakes of single fields: unknown and missing keys, values of the wrong type or out of range. */
export function shapeProblems(schema: Schema, raw: unknown): readonly ConfigProblem[] {
  const issues = z.safeParse(schema, raw).error?.issues ?? [];
  const unknownKeys = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => unknownKey(schema, issue.path, key)) : [],
  );
  // "imge" instead of "image" is one mistake, not an unknown key and a missing one.
  const misspelt = new Set(unknownKeys.map(({ intended }) => intended));
  const fields = issues
    .filter(({ code }) => code !== "unrecognized_keys")
    .filter(({ path }) => valueAt(raw, path) !== undefined || !misspelt.has(showPath(path)))
    .map((issue) => wrongField(schema, raw, issue));
  return [...unknownKeys.map(({ problem }) => problem), ...firstOfEachPath(fields)];
}

function unknownKey(schema: Schema, parent: Path, key: string): { problem: ConfigProblem; intended?: string } {
  const known = keysOf(schemaAt(schema, parent) ?? schema);
  const meant = nearest(key, known);
  const help = { allowed: known.join(", "), ...(meant !== undefined && { suggestion: JSON.stringify(meant) }) };
  return {
    problem: problemAt([...parent, key], undefined, "is not a known key", help),
    ...(meant !== undefined && { intended: showPath([...parent, meant]) }),
  };
}

function wrongField(root: Schema, raw: unknown, issue: z.core.$ZodIssue): ConfigProblem {
  if (issue.code === "invalid_key") {
    return wrongName(root, issue.path);
  }
  const schema = schemaAt(root, issue.path) ?? root;
  const value = valueAt(raw, issue.path);
  const suggestion = looksSecret(issue.path, value) ? undefined : correctionOf(schema, value);
  return problemAt(issue.path, value, messageOf(issue, schema, value), {
    allowed: allowedBy(schema),
    ...(suggestion !== undefined && { suggestion }),
  });
}

function messageOf(issue: z.core.$ZodIssue, schema: Schema, value: unknown): string {
  if (value === undefined) {
    return "is required";
  }
  if (value === null) {
    return "is empty";
  }
  if (issue.code === "too_small" && Array.isArray(value)) {
    return "has too few entries";
  }
  // For zod 0.5 is of another type than a whole number, for people it is a number like any other.
  const wrongType =
    issue.code === "invalid_type" && !(typeof value === "number" && unwrap(schema) instanceof z.ZodNumber);
  return wrongType ? `is ${kindOf(value)}, the wrong type` : "is not allowed";
}

/** A key that a mapping with free keys does not take, such as the name of an environment variable with a space. */
function wrongName(root: Schema, path: Path): ConfigProblem {
  const record = unwrap(schemaAt(root, path.slice(0, -1)) ?? root);
  const keyType = record instanceof z.ZodRecord ? record.keyType : root;
  const suggestion = correctionOf(keyType, path.at(-1));
  return problemAt(path, undefined, "is not an allowed name", {
    allowed: allowedBy(keyType),
    ...(suggestion !== undefined && { suggestion }),
  });
}

/** The value that was probably meant, as it stands in a stack file, if the schema takes it. */
function correctionOf(schema: Schema, wrong: unknown): string | undefined {
  const text = typeof wrong === "object" || wrong === undefined ? "" : String(wrong).trim();
  if (text === "") {
    return undefined;
  }
  const option = nearest(text, optionsOf(schema));
  const rewrites = hints.get(unwrap(schema))?.fixes?.(text) ?? [];
  const candidates = [text, Number(text), ...(option === undefined ? [] : [option]), ...rewrites];
  const accepted = candidates.find((candidate) => z.safeParse(schema, candidate).success);
  return accepted === undefined ? undefined : JSON.stringify(accepted);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) {
    return "a list";
  }
  return typeof value === "object" ? "a mapping" : typeof value === "string" ? "text" : `a ${typeof value}`;
}

/** A value may break several rules at once (0.5 is neither whole nor in range); one message about it is enough. */
function firstOfEachPath(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return [...new Map(problems.toReversed().map((problem) => [problem.path, problem])).values()].toReversed();
}
