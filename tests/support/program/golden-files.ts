import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { repositoryRoot } from "./repository";
import type { StackFile } from "./stack-files";

const folder = join(repositoryRoot, "tests/program/goldens");

/** True when goldens are to be written instead of compared. */
export const updating = process.env["UPDATE_GOLDENS"] === "1";

/** Where a stack file's golden is; examples have a folder of their own, as they do in the repository. */
function goldenFile({ path, stack }: StackFile): string {
  return join(folder, dirname(path), `${stack}.yaml`);
}

/** What was reviewed. When goldens are updated, the text that is given here becomes it. */
export function reviewed(file: StackFile, text: string): string {
  const golden = goldenFile(file);
  if (updating) {
    mkdirSync(dirname(golden), { recursive: true });
    writeFileSync(golden, text);
  }
  if (!existsSync(golden)) {
    const name = relative(repositoryRoot, golden);
    throw new Error(`${name} is missing: \`npm run update-goldens\` writes it, to be reviewed and committed.`);
  }
  return readFileSync(golden, "utf8");
}

/** Goldens, as paths in the repository, that no stack file has. When goldens are updated, they are removed. */
export function orphans(files: readonly StackFile[]): string[] {
  const wanted = new Set(files.map(goldenFile));
  const present = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((item) => item.isFile());
  const left = present.map((item) => join(item.parentPath, item.name)).filter((path) => !wanted.has(path));
  if (updating) for (const path of left) rmSync(path);
  return updating ? [] : left.map((path) => relative(repositoryRoot, path));
}
