import { mkdir } from "node:fs/promises";
import { execa, type Options } from "execa";
import { cache, repositoryRoot, state } from "../settings.js";
import { providerProgram, tool, toolLinks } from "../toolchain/build.js";
import { versions } from "../toolchain/tools.js";

export const localStack = "local";

/**
 * Pulumi with its state inside the cluster's folder: the state describes that cluster and must go with it. The
 * passphrase protects nothing, as the local stack has no secret that outlives the machine.
 */
export const pulumiSettings: Readonly<Record<string, string>> = {
  PULUMI_HOME: cache.pulumiHome,
  PULUMI_BACKEND_URL: `file://${state.pulumi}`,
  PULUMI_CONFIG_PASSPHRASE: "local",
  PULUMI_SKIP_UPDATE_CHECK: "true",
  PULUMI_DIY_BACKEND_NO_LEGACY_WARNING: "true",
  // `npm run lint` checks the types; doing it again at each run costs seconds.
  PULUMI_NODEJS_TRANSPILE_ONLY: "true",
  KUBECONFIG: state.kubeconfig,
};

/** The same for a child process, which also needs the tools on its PATH. */
export const pulumiEnvironment: Readonly<Record<string, string>> = {
  ...pulumiSettings,
  PATH: `${toolLinks}:${process.env["PATH"] ?? ""}`,
};

export async function pulumi(args: readonly string[], options: Options = {}): Promise<string> {
  const { stdout } = await execa(tool("pulumi"), ["--non-interactive", ...args], {
    cwd: repositoryRoot,
    env: pulumiEnvironment,
    ...options,
  });
  return typeof stdout === "string" ? stdout : "";
}

/** Installs the provider that the toolchain built, under the version that the program asks for. */
export async function installProvider(): Promise<void> {
  await pulumi([
    "plugin",
    "install",
    "resource",
    "kubernetes",
    `v${versions.pulumiKubernetes}`,
    "--file",
    await providerProgram(),
    "--reinstall",
  ]);
}

export async function selectStack(stack: string = localStack): Promise<void> {
  await mkdir(state.pulumi, { recursive: true });
  await pulumi(["stack", "select", "--create", stack]);
}

/** The stack's outputs as the program's contract describes them; secrets stay hidden. */
export async function outputs(stack: string = localStack): Promise<string> {
  return pulumi(["stack", "output", "--json", "--stack", stack]);
}

/** The main job: brings the cluster to what the local stack says, and shows what changes. */
export async function deploy(): Promise<void> {
  await pulumi(["up", "--stack", localStack, "--yes", "--skip-preview"], { stdio: "inherit" });
}
