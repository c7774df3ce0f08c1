import { readFile } from "node:fs/promises";
import { execa } from "execa";

export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** What is mounted below any of the folders, deepest first. */
export async function mountsBelow(folders: readonly string[]): Promise<string[]> {
  return (await readFile("/proc/self/mounts", "utf8"))
    .split("\n")
    .map((line) => line.split(" ")[1]?.replaceAll("\\040", " ") ?? "")
    .filter((path) => folders.some((folder) => isBelow(path, folder)))
    .sort((a, b) => b.length - a.length);
}

export async function unmountBelow(folders: readonly string[]): Promise<void> {
  for (const path of await mountsBelow(folders)) await execa("umount", ["--lazy", path], { reject: false });
}
