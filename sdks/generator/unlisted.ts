import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Chart } from "./charts";

/**
 * Refuses a hand-listed value that no template of the chart reads: an option that compiles and does nothing is worse than
 * one that does not compile.
 */
export function requireReadByTemplates(folder: string, chart: Chart): void {
  const templates = ["templates", "files"]
    .flatMap((part) => readdirSync(join(folder, part)).map((file) => readFileSync(join(folder, part, file), "utf8")))
    .join("\n");
  for (const path of Object.keys(chart.unlisted)) {
    const key = path.split(".").at(-1) ?? path;
    if (!new RegExp(`\\.${key}\\b`).test(templates)) {
      throw new Error(
        `${chart.name}: no template of ${chart.folder} reads ${path}; remove it from sdks/generator/charts.ts`,
      );
    }
  }
}
