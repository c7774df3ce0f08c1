import { access } from "node:fs/promises";

/** Whether something is at the path that this process may see. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
