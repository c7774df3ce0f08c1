import { readFileSync } from "node:fs";
import { join } from "node:path";
import { charts, type Chart } from "./charts";
import { parseCrds, resourceKind } from "./crd";
import { format } from "./format";
import { resourceModule } from "./resource-module";
import { crdFile, type Source } from "./source";
import { banner, kebabCase } from "./text";
import { requireReadByTemplates } from "./unlisted";
import { valuesInterface, type ValuesChart } from "./values";

/** Generated files by their path under sdks/istio/generated. */
export type Files = Map<string, string>;

/** Everything in sdks/istio/generated. The same charts always give the same bytes. */
export async function istioSdk(source: Source): Promise<Files> {
  const yaml = readFileSync(join(source.charts, crdFile), "utf8");
  return new Map([...(await crdFiles(yaml, source.name)), ...(await valuesFiles(source))]);
}

/** The vendored CRDs, their names, and a module for each kind. */
export async function crdFiles(yaml: string, sourceName: string): Promise<Files> {
  const from = `${sourceName}, manifests/charts/${crdFile}`;
  const crds = parseCrds(yaml);
  const files: Files = new Map([["crds.json", `${JSON.stringify({ from, crds }, null, 1)}\n`]]);
  const index = [banner(from)];
  const owners = new Map<string, string>();
  for (const kind of crds.map(resourceKind)) {
    const { code, exports: names } = await resourceModule(kind, from);
    for (const name of names) {
      const owner = owners.get(name);
      if (owner !== undefined) {
        // `export *` from two modules would drop a name that both have, without any error.
        throw new Error(`${kind.kind} and ${owner} both export ${name}`);
      }
      owners.set(name, kind.kind);
    }
    const file = kebabCase(kind.kind);
    files.set(`${file}.ts`, await format(code));
    index.push(`export * from "./${file}";\n`);
  }
  files.set("kinds.ts", await format(index.join("")));
  const crdNames = JSON.stringify(crds.map((crd) => crd.metadata.name).sort());
  files.set(
    "crd-names.ts",
    await format(
      `${banner(from)}/** The names of Istio's CRDs. */\nexport const istioCrdNames: readonly string[] = ${crdNames};\n`,
    ),
  );
  return files;
}

/** The charts' values as they were read, and their interfaces. */
async function valuesFiles(source: Source): Promise<Files> {
  const files: Files = new Map();
  const described: ValuesChart[] = [];
  for (const chart of charts) {
    const folder = join(source.charts, chart.folder);
    requireReadByTemplates(folder, chart);
    const yaml = readFileSync(join(folder, "values.yaml"), "utf8");
    files.set(`charts/${chart.vendoredAs}.values.yaml`, yaml);
    const schema = chart.schema === undefined ? undefined : readFileSync(join(folder, chart.schema), "utf8");
    if (schema !== undefined) {
      files.set(`charts/${chart.vendoredAs}.values.schema.json`, schema);
    }
    described.push(valuesChart(chart, yaml, schema));
  }
  files.set("values.ts", await valuesModule(described, source.name));
  return files;
}

/** A chart with its values.yaml and, where it has one, its values.schema.json. */
export function valuesChart(chart: Chart, yaml: string, schema?: string): ValuesChart {
  return { ...chart, yaml, schema: schema === undefined ? undefined : JSON.parse(schema).$defs.values };
}

/** The module that holds the interface of every chart's values. */
export function valuesModule(described: readonly ValuesChart[], sourceName: string): Promise<string> {
  const imports = `import type * as k8s from "@pulumi/kubernetes/types/input";
import type { MeshConfig, MeshNetworks } from "../mesh-config";
import type { DisruptionBudget, EnablementSelector, Resources } from "../values-types";
`;
  return format([banner(sourceName), imports, ...described.map(valuesInterface)].join("\n"));
}
