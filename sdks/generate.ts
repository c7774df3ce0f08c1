/**
 * Generates sdks/istio/generated: the vendored CRDs, a typed resource for each Istio kind, and the types of the charts'
 * values.
 *
 *   npm run generate                                       from the Istio that local/toolchain pins (needs Go)
 *   npm run generate -- --charts <folder> [--name <name>]  from a checkout's manifests/charts
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { istioSdk } from "./generator/sdk";
import { pinnedSource, sourceIn } from "./generator/source";

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { charts: { type: "string" }, name: { type: "string" } } });
  const source =
    values.charts === undefined ? pinnedSource(join(__dirname, "..")) : sourceIn(values.charts, values.name);
  const files = await istioSdk(source);
  const target = join(__dirname, "istio/generated");
  // Start empty, or the module of a kind that Istio removed would stay.
  rmSync(target, { recursive: true, force: true });
  for (const [path, content] of files) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), content);
  }
  console.log(`${files.size} files in sdks/istio/generated, from ${source.name}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
