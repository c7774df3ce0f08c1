import { execFile, execFileSync } from "node:child_process";
import { join } from "node:path";

export const repositoryRoot = join(__dirname, "../../..");

export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface LocalEnvironment {
  /** Environment of kubectl, istioctl and pulumi. */
  readonly variables: Readonly<Record<string, string>>;
  /** Folder of the chart repository. */
  readonly charts: string;
  /** Folder of the cluster's state. */
  readonly stateFolder: string;
}

function readEnvironment(): LocalEnvironment {
  const text = execFileSync("npx", ["tsx", "local/cli.ts", "env", "--json"], { cwd: repositoryRoot, encoding: "utf8" });
  const parsed: LocalEnvironment = JSON.parse(text);
  return parsed;
}

/** How the embedded cluster is reached. */
export const local = readEnvironment();

interface Options {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds. Default: two minutes. */
  readonly timeout?: number;
}

/** Runs a command with the cluster's tools on PATH. A failing exit code is an answer, not an exception. */
export async function run(command: string, args: readonly string[], options: Options = {}): Promise<Result> {
  return new Promise((resolve) => {
    const child = execFile(
      command,
      args,
      {
        cwd: repositoryRoot,
        env: { ...process.env, ...local.variables, ...options.env },
        timeout: options.timeout ?? 120_000,
        maxBuffer: 64 * 1024 * 1024,
      },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
        resolve({ code, stdout, stderr });
      },
    );
    // A command that ends without reading its input is no mistake of the test's.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(options.input ?? "");
  });
}

/** Runs a command that must succeed and answers its output. */
export async function must(command: string, args: readonly string[], options: Options = {}): Promise<string> {
  const { code, stdout, stderr } = await run(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${String(code)}\n${stdout}\n${stderr}`);
  return stdout;
}

export async function kubectl(...args: string[]): Promise<string> {
  return must("kubectl", args);
}

/** Applies a manifest of the test's own: a probe or an attacker, never a part of the platform. */
export async function apply(manifest: string): Promise<void> {
  await must("kubectl", ["apply", "--filename", "-"], { input: manifest });
}

export async function make(target: string): Promise<Result> {
  return run("make", [target], { timeout: 600_000 });
}

/** Waits until the check passes, for what takes effect a moment after it was asked for. */
export async function eventually<T>(check: () => Promise<T>, seconds = 30): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
