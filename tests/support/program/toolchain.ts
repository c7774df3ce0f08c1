import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { KUBERNETES_PLUGIN_VERSION } from "../../../components/versions";
import { repositoryRoot } from "./repository";

/** What `make build` has made, without which nothing can be rendered. */
export interface Toolchain {
  /** Environment in which pulumi, its plugin and istioctl are found. */
  readonly variables: Readonly<Record<string, string>>;
  /** Folder with Istio's charts and their index. */
  readonly charts: string;
}

const tsx = join(repositoryRoot, "node_modules/.bin/tsx");

async function readToolchain(): Promise<Toolchain> {
  const { stdout } = await promisify(execFile)(tsx, ["local/cli.ts", "env", "--json"], { cwd: repositoryRoot });
  const toolchain: Toolchain = JSON.parse(stdout);
  const missing = missingParts(toolchain);
  if (missing.length > 0) {
    throw new Error(
      `Tests with the real CLI need what \`make build\` builds; run it first. Missing: ${missing.join(", ")}`,
    );
  }
  return toolchain;
}

function missingParts({ variables, charts }: Toolchain): string[] {
  const folders = (variables["PATH"] ?? "").split(delimiter);
  const tools = ["pulumi", "istioctl"];
  const plugin = `plugins/resource-kubernetes-v${KUBERNETES_PLUGIN_VERSION}`;
  return [
    ...tools.filter((tool) => !folders.some((folder) => existsSync(join(folder, tool)))),
    ...[join(variables["PULUMI_HOME"] ?? "", plugin), join(charts, "index.yaml")].filter((path) => !existsSync(path)),
  ];
}

let known: Promise<Toolchain> | undefined;

/** Asks once, as every answer takes a second. */
export function toolchain(): Promise<Toolchain> {
  known ??= readToolchain();
  return known;
}
