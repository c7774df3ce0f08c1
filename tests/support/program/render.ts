import type { KubernetesObject } from "@kubernetes/client-node";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { Sandbox } from "./sandbox";
import type { StackFile } from "./stack-files";

/** All that a stack would put into a cluster, charts expanded. */
export interface Rendering {
  /** Where the manifests are, one file for each object. */
  readonly folder: string;
  readonly objects: readonly KubernetesObject[];
  /** For commands that read the folder. */
  readonly sandbox: Sandbox;
}

function readObjects(folder: string): KubernetesObject[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".yaml"));
  return files.sort().flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    return parseAllDocuments(text).map((document): KubernetesObject => document.toJS());
  });
}

/** The settings of a mapping in a stack file, with some replaced. */
function changed(value: unknown, changes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...(typeof value === "object" ? value : {}), ...changes };
}

/** Deploys a stack file into a folder with the real `pulumi up`, charts from the repository at the URL. */
export async function render({ stack, config }: StackFile, repository: string): Promise<Rendering> {
  const sandbox = new Sandbox(stack);
  const folder = join(sandbox.folder, "manifests");
  try {
    await sandbox.init({
      ...config,
      "mesh-platform:cluster": changed(config["mesh-platform:cluster"], { renderTo: folder }),
      "mesh-platform:istio": changed(config["mesh-platform:istio"], { repository }),
    });
    const { code, output } = await sandbox.pulumi("up", "--yes", "--skip-preview");
    if (code !== 0) throw new Error(`pulumi up of ${stack} ended with ${String(code)}:\n${output}`);
    return { folder, objects: readObjects(folder), sandbox };
  } catch (error) {
    sandbox.remove();
    throw error;
  }
}

/** All objects of a kind. */
export function ofKind<T extends KubernetesObject>({ objects }: Rendering, kind: string): T[] {
  const found = objects.filter((object) => object.kind === kind);
  const copies: T[] = JSON.parse(JSON.stringify(found));
  return copies;
}
