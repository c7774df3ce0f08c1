import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { repositoryRoot } from "./repository";
import { toolchain } from "./toolchain";

export interface Result {
  readonly code: number;
  /** What the command has said, on either stream. */
  readonly output: string;
}

/**
 * A stack of the program by itself: state, settings and home in one temporary folder, no cluster, and nothing of the
 * caller's environment but the toolchain. Pulumi runs the program where it is, but writes nothing there.
 */
export class Sandbox {
  readonly folder = mkdtempSync(join(tmpdir(), "mesh-platform-program-"));
  readonly #project = join(this.folder, "project");

  /**
   * @param stack name of the stack
   * @param variables more environment for the commands. Default: none
   */
  constructor(
    readonly stack: string,
    readonly variables: Readonly<Record<string, string>> = {},
  ) {
    for (const name of ["project", "backend", "home"]) mkdirSync(join(this.folder, name));
    copyFileSync(join(repositoryRoot, "Pulumi.yaml"), join(this.#project, "Pulumi.yaml"));
  }

  get stackFile(): string {
    return join(this.#project, `Pulumi.${this.stack}.yaml`);
  }

  /** Makes the stack, with what its file is to hold under `config`. */
  async init(config: Readonly<Record<string, unknown>>): Promise<void> {
    writeFileSync(this.stackFile, stringify({ config }));
    // In a folder of its own, because Pulumi writes the salt of a stack's secrets beside Pulumi.yaml.
    const place = ["--no-select", "--non-interactive", "--cwd", this.#project];
    await this.must("pulumi", ["stack", "init", this.stack, ...place]);
  }

  async run(command: string, args: readonly string[]): Promise<Result> {
    const { variables } = await toolchain();
    const env = {
      ...variables,
      // The cluster of `make up` may be running, and no test of this level may reach it.
      KUBECONFIG: "",
      HOME: join(this.folder, "home"),
      PULUMI_BACKEND_URL: `file://${join(this.folder, "backend")}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      // Nobody takes up a stack that is thrown away; saving it after every resource takes three quarters of the time.
      PULUMI_EXPERIMENTAL: "true",
      PULUMI_SKIP_CHECKPOINTS: "true",
      ...this.variables,
    };
    return new Promise((resolve) => {
      const options = { cwd: repositoryRoot, env, timeout: 180_000, maxBuffer: 64 * 1024 * 1024 };
      execFile(command, args, options, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
        resolve({ code, output: `${stdout}${stderr}` });
      });
    });
  }

  async must(command: string, args: readonly string[]): Promise<string> {
    const { code, output } = await this.run(command, args);
    if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${String(code)}:\n${output}`);
    return output;
  }

  /** Runs a command of Pulumi's on the stack. */
  async pulumi(command: string, ...args: string[]): Promise<Result> {
    const stack = ["--stack", this.stack, "--config-file", this.stackFile, "--non-interactive"];
    return this.run("pulumi", [command, ...stack, ...args]);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
