import { showPath, showValue } from "./display";
import type { Path } from "./introspect";

/** One mistake in the configuration. Everything in it may be printed: secrets have been taken out. */
export interface ConfigProblem {
  /** Where it is, such as `mesh-platform:services[1].balancing`. */
  readonly path: string;
  /** The wrong value as it may be printed; undefined where one is missing. */
  readonly value: string | undefined;
  /** What is wrong, as the end of a sentence about the value: "is required". */
  readonly message: string;
  /** The allowed values in words. */
  readonly allowed?: string;
  /** The allowed key or value that was probably meant. */
  readonly suggestion?: string;
}

/** Makes a problem of the value at `path`, without what must not be printed. */
export function problemAt(
  path: Path,
  value: unknown,
  message: string,
  help: Pick<ConfigProblem, "allowed" | "suggestion"> = {},
): ConfigProblem {
  return { path: showPath(path), value: showValue(path, value), message, ...help };
}

/** Every mistake in the configuration of a stack, in one message. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const sorted = problems.toSorted((a, b) => a.path.localeCompare(b.path, "en", { numeric: true }));
    const count = sorted.length === 1 ? "a mistake" : `${sorted.length} mistakes`;
    super([`The configuration of this stack has ${count}; nothing was deployed.`, ...sorted.map(describe)].join("\n"));
    this.problems = sorted;
  }
}

function describe({ path, value, message, allowed, suggestion }: ConfigProblem): string {
  const subject = value === undefined ? path : `${path} = ${value}`;
  const rule = allowed === undefined ? message : `${message}; allowed: ${allowed}`;
  return `  ${subject}\n    ${suggestion === undefined ? rule : `${rule}; did you mean ${suggestion}?`}`;
}
