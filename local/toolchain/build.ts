import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import type { ListrTask } from "listr2";
import pRetry from "p-retry";
import { removeStale } from "../cache.js";
import { cache } from "../settings.js";
import { programName, toolGroups, type ToolGroup } from "./tools.js";
import { exists } from "../files.js";

const modulesFolder = join(import.meta.dirname, "modules");

/** Links to the programs of this checkout's lock files: `PATH="$HOME/.cache/mesh-platform/bin:$PATH"` is all a person needs. */
export const toolLinks = join(cache.root, "bin");

/** The path of a built program. */
export function tool(program: string): string {
  return join(toolLinks, program);
}

/**
 * CGO is off throughout: the programs go into images without a C library, and a second setting would fill Go's build
 * cache twice. The user's own GOFLAGS would change what is built behind the lock's back. Some modules ask for a newer Go
 * than the machine's, which Go fetches by itself unless it is forbidden to.
 */
const goEnvironment = { CGO_ENABLED: "0", GOFLAGS: "-buildvcs=false", GOTOOLCHAIN: "auto" };

/** Go modules come over the network on a first build, and a broken connection half an hour in should not cost that half hour. */
async function goWithRetry(args: readonly string[], cwd: string): Promise<void> {
  await pRetry(() => execa("go", args, { cwd, env: goEnvironment }), {
    retries: 2,
    shouldRetry: ({ error }) =>
      /dial tcp|connection re|timeout|unexpected EOF|TLS handshake|stream error/i.test(String(error)),
  });
}

async function fileOrEmpty(path: string): Promise<string> {
  return readFile(path, "utf8").catch(() => "");
}

/** Names everything that decides the group's programs, so that a changed lock file builds anew and an old one is found again. */
export async function lockHash(group: ToolGroup): Promise<string> {
  const folder = join(modulesFolder, group.name);
  const parts = await Promise.all(["go.mod", "go.sum", "main.go"].map((file) => fileOrEmpty(join(folder, file))));
  return createHash("sha256")
    .update(JSON.stringify([group, goEnvironment, ...parts]))
    .digest("hex")
    .slice(0, 16);
}

async function groupFolder(group: ToolGroup): Promise<string> {
  return join(cache.tools, `${group.name}-${await lockHash(group)}`);
}

/** The folder of a module in Go's module cache, downloading it when it is not there. */
export async function moduleFolder(group: string, module: string): Promise<string> {
  const cwd = join(modulesFolder, group);
  await goWithRetry(["mod", "download", module], cwd);
  const { stdout } = await execa("go", ["list", "-m", "-f", "{{.Dir}}", module], { cwd, env: goEnvironment });
  return stdout.trim();
}

/**
 * Writes the file that lets `go build` see files of another module as the group's own
 * (https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies, -overlay).
 */
async function overlayArguments(group: ToolGroup, folder: string): Promise<string[]> {
  if (group.overlay === undefined) return [];
  const { module, files, folder: within } = group.overlay;
  const origin = await moduleFolder(group.name, module);
  const replace = Object.fromEntries(
    files.map((file) => [join(modulesFolder, group.name, file), join(origin, within, file)]),
  );
  const overlay = join(folder, "overlay.json");
  await writeFile(overlay, JSON.stringify({ Replace: replace }));
  return ["-overlay", overlay];
}

/** Builds one program unless it is there; it appears under its name only when complete, so a killed build is resumed. */
async function buildProgram(group: ToolGroup, packagePath: string, folder: string): Promise<void> {
  const program = programName(group, packagePath);
  const target = join(folder, program);
  if (await exists(target)) return;
  const unfinished = `${target}.building`;
  const stamps = Object.entries(group.stamps ?? {}).map(([variable, value]) => `-X ${variable}=${value}`);
  await goWithRetry(
    [
      "build",
      "-trimpath",
      ...(await overlayArguments(group, folder)),
      "-ldflags",
      ["-s", "-w", ...stamps].join(" "),
      "-o",
      unfinished,
      packagePath,
    ],
    join(modulesFolder, group.name),
  );
  await rename(unfinished, target);
}

async function link(target: string, path: string): Promise<void> {
  const temporary = `${path}.new`;
  await rm(temporary, { force: true });
  await symlink(target, temporary);
  await rename(temporary, path);
}

function groupCalled(name: string): ToolGroup {
  const group = toolGroups.find((candidate) => candidate.name === name);
  if (group === undefined) throw new Error(`no tool group is called ${name}`);
  return group;
}

/** Points the links at the programs of this checkout's lock files, and removes links that no group asks for. */
export async function linkTools(): Promise<void> {
  await mkdir(toolLinks, { recursive: true });
  const pulumiFolder = await groupFolder(groupCalled("pulumi"));
  const wanted = new Set<string>();
  for (const group of toolGroups.filter(({ placement }) => placement !== "folder")) {
    const folder = await groupFolder(group);
    for (const program of group.packages.map((packagePath) => programName(group, packagePath))) {
      if (group.placement !== "pulumi") wanted.add(program);
      await link(join(folder, program), join(group.placement === "pulumi" ? pulumiFolder : toolLinks, program));
    }
  }
  const unwanted = (await readdir(toolLinks)).filter((name) => !wanted.has(name));
  await Promise.all(unwanted.map((name) => rm(join(toolLinks, name), { force: true })));
}

/** The Kubernetes provider, which is installed as a plugin and never found on PATH. */
export async function providerProgram(): Promise<string> {
  return join(await groupFolder(groupCalled("pulumi-kubernetes")), "pulumi-resource-kubernetes");
}

async function buildGroup(group: ToolGroup, report: (doing: string) => void): Promise<boolean> {
  const folder = await groupFolder(group);
  await mkdir(folder, { recursive: true });
  let built = false;
  for (const [index, packagePath] of group.packages.entries()) {
    const program = programName(group, packagePath);
    if (await exists(join(folder, program))) continue;
    built = true;
    report(`${program} (${String(index + 1)}/${String(group.packages.length)})`);
    await buildProgram(group, packagePath, folder);
  }
  return built;
}

/** One task per tool group; two run at a time, because a single one leaves a core idle while it downloads or links. */
export function toolchainTasks(): ListrTask[] {
  return toolGroups.map((group) => ({
    title: group.name,
    task: async (_context, task) => {
      const built = await buildGroup(group, (doing) => (task.title = `${group.name}: building ${doing}`));
      task.title = group.name;
      if (!built) task.skip(`${group.name}: in the cache`);
    },
  }));
}

/** The hash of everything that a program was built from, for the images that contain it. */
export async function programHash(program: string): Promise<string> {
  const group = toolGroups.find((candidate) =>
    candidate.packages.some((packagePath) => programName(candidate, packagePath) === program),
  );
  if (group === undefined) throw new Error(`no tool group builds ${program}`);
  return lockHash(group);
}

/** Removes tool folders of old lock files. */
export async function pruneTools(): Promise<void> {
  const wanted = await Promise.all(toolGroups.map(async (group) => `${group.name}-${await lockHash(group)}`));
  await removeStale(cache.tools, new Set(wanted));
}
