import { homedir } from "node:os";
import { join } from "node:path";

/** A path whose leading "~" is the user's home, as a shell writes it: file functions would look for a folder called "~". */
export function expandHome(path: string, home: string = homedir()): string {
  return path === "~" || path.startsWith("~/") ? join(home, path.slice(1)) : path;
}
