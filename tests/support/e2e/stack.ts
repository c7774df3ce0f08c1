import { copyFile, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import type { PlatformInput } from "../../../components/config";
import type { PlatformOutputs } from "../../../components/outputs/contract";
import { must, repositoryRoot, run, type Result } from "./command";

interface StackFile {
  config?: Record<string, unknown>;
}

/** A stack of the program together with the file that its config is in. */
export interface Stack {
  readonly name: string;
  readonly file: string;
}

export const localStack: Stack = { name: "local", file: join(repositoryRoot, "Pulumi.local.yaml") };

/** What every stack needs on the embedded cluster: its charts and its Envoy. */
export const onEmbeddedCluster = { repository: "http://127.0.0.1:8879", proxyBuild: "upstream" } as const;

/** Writes a stack file to a temporary folder. */
export async function stackFrom(name: string, config: Readonly<Record<string, unknown>>): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), "stack-"));
  const file = join(folder, `Pulumi.${name}.yaml`);
  await copyFile(join(repositoryRoot, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  const entries = Object.entries(config).map(([key, value]) => [`mesh-platform:${key}`, value]);
  await writeFile(file, stringify({ config: Object.fromEntries(entries) }));
  return { name, file };
}

/** The config of a stack file of the repository, to be changed for the embedded cluster. */
export async function configOf(name: string): Promise<PlatformInput> {
  const { config = {} }: StackFile = parse(await readFile(join(repositoryRoot, `Pulumi.${name}.yaml`), "utf8"));
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key.replace(/^mesh-platform:/, ""), value]));
}

async function pulumi(stack: Stack, command: readonly string[], ...args: string[]): Promise<Result> {
  // Creating a stack writes its salt into the stack file beside the project file, which must not be one of the repository.
  await must("pulumi", [
    "--non-interactive",
    "--cwd",
    dirname(stack.file),
    "stack",
    "select",
    "--create",
    "--stack",
    stack.name,
  ]);
  return run("pulumi", ["--non-interactive", ...command, "--stack", stack.name, "--config-file", stack.file, ...args], {
    timeout: 600_000,
  });
}

export async function up(stack: Stack): Promise<Result> {
  return pulumi(stack, ["up"], "--yes", "--skip-preview");
}

export async function preview(stack: Stack): Promise<Result> {
  return pulumi(stack, ["preview"]);
}

export async function destroy(stack: Stack): Promise<Result> {
  return pulumi(stack, ["destroy"], "--yes", "--skip-preview");
}

export async function outputs(stack: Stack): Promise<PlatformOutputs> {
  const parsed: PlatformOutputs = JSON.parse(
    await must("pulumi", ["stack", "output", "--json", "--stack", stack.name]),
  );
  return parsed;
}
