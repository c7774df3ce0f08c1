import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const month = 30 * 24 * 60 * 60 * 1000;

/**
 * Removes what no lock file of this checkout asks for and what is over a month old. Not at once: whoever goes back and
 * forth between two branches would compile for half an hour each time.
 */
export async function removeStale(folder: string, wanted: ReadonlySet<string>): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((candidate) => !wanted.has(candidate))) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > month) await rm(path, { recursive: true, force: true });
  }
}
