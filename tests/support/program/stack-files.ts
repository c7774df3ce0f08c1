import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { repositoryRoot } from "./repository";

/** A stack file of the repository: Pulumi.<stack>.yaml, or an example. */
export interface StackFile {
  /** Path in the repository. */
  readonly path: string;
  /** Name of the stack that the file configures. */
  readonly stack: string;
  /** Every key and value of the file's `config`. */
  readonly config: Readonly<Record<string, unknown>>;
}

interface StackYaml {
  readonly config?: Record<string, unknown>;
}

/** Reads and parses a stack file. The salt of its secrets is left behind: it belongs to a passphrase that no test has. */
function readStackFile(folder: string, file: string): StackFile {
  const path = join(folder, file);
  const parsed: StackYaml | null = parse(readFileSync(join(repositoryRoot, path), "utf8"));
  const stack = file.replace(/^Pulumi\./, "").replace(/\.yaml$/, "");
  return { path, stack, config: parsed?.config ?? {} };
}

function filesIn(folder: string, pattern: RegExp): StackFile[] {
  const absolute = join(repositoryRoot, folder);
  if (!existsSync(absolute)) return [];
  const files = readdirSync(absolute).filter((file) => pattern.test(file));
  return files.sort().map((file) => readStackFile(folder, file));
}

/**
 * Every stack file there is, so that a new one is tested as soon as it exists. One without config is none: Pulumi leaves
 * such a file, with a salt alone, wherever somebody makes a stack to try something.
 */
export function stackFiles(): StackFile[] {
  const all = [...filesIn("", /^Pulumi\..+\.yaml$/), ...filesIn("examples", /\.yaml$/)];
  return all.filter(({ config }) => Object.keys(config).length > 0);
}
