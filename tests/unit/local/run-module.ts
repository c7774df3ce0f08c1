import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/**
 * Runs a file of `modules/` as a program of its own and answers the JSON that it prints. It is for code of local/ that
 * imports packages which exist as ES modules only: Jest runs tests as CommonJS and cannot load them.
 */
export async function runModule<T>(name: string, ...args: string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", join(__dirname, "modules", `${name}.mts`), ...args],
    { cwd: join(__dirname, "../../.."), maxBuffer: 16 * 1024 * 1024 },
  );
  return JSON.parse(stdout) as T;
}

/** What starting a program and a few modules takes on a busy machine, generously. */
export const MODULE_TIMEOUT = 60_000;
