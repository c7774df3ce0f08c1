import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as tar from "tar";
import { parse, stringify } from "yaml";
import type { Daemon } from "../cluster/processes.js";
import { cache, chartRepository } from "../settings.js";
import { moduleFolder } from "../toolchain/build.js";
import { versions } from "../toolchain/tools.js";

/** A chart that a Go module carries, and the version under which the repository offers it. */
interface Chart {
  readonly name: string;
  readonly group: string;
  readonly module: string;
  readonly folder: string;
  readonly version: string;
}

const istio = { group: "istio", module: "istio.io/istio", version: versions.istio };

const charts: readonly Chart[] = [
  { ...istio, name: "base", folder: "manifests/charts/base" },
  { ...istio, name: "istiod", folder: "manifests/charts/istio-control/istio-discovery" },
  { ...istio, name: "gateway", folder: "manifests/charts/gateway" },
];

type ChartMetadata = Readonly<Record<string, unknown>>;

/** Packs one chart as `helm package` does: a folder of the chart's name in a gzipped tar, its version filled in. */
async function pack(chart: Chart): Promise<ChartMetadata> {
  const origin = join(await moduleFolder(chart.group, chart.module), chart.folder);
  const scratch = await mkdtemp(join(cache.scratch, "chart-"));
  try {
    const folder = join(scratch, chart.name);
    // The module cache is read-only; copies must not be.
    await cp(origin, folder, { recursive: true, mode: 0 });
    const metadata = {
      ...(parse(await readFile(join(origin, "Chart.yaml"), "utf8")) as Record<string, unknown>),
      name: chart.name,
      version: chart.version,
      appVersion: chart.version,
    };
    await rm(join(folder, "Chart.yaml"), { force: true });
    await writeFile(join(folder, "Chart.yaml"), stringify(metadata));
    const file = `${chart.name}-${chart.version}.tgz`;
    await tar.create({ gzip: true, portable: true, cwd: scratch, file: join(cache.charts, file) }, [chart.name]);
    const digest = createHash("sha256")
      .update(await readFile(join(cache.charts, file)))
      .digest("hex");
    return { ...metadata, digest, urls: [file] };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Writes a chart repository, its charts named relative to it (https://helm.sh/docs/topics/chart_repository/) with every chart that the platform installs. */
export async function buildChartRepository(): Promise<void> {
  await mkdir(cache.charts, { recursive: true });
  const entries = await Promise.all(charts.map(pack));
  const index = {
    apiVersion: "v1",
    generated: new Date(0).toISOString(),
    entries: Object.fromEntries(charts.map((chart, i) => [chart.name, [entries[i]]])),
  };
  await writeFile(join(cache.charts, "index.yaml"), stringify(index));
}

/** Serves the repository on loopback, where only this machine reaches it. */
export const chartRepositoryDaemon: Daemon = {
  name: "chart-repository",
  command: process.execPath,
  args: [
    createRequire(import.meta.url).resolve("http-server/bin/http-server"),
    cache.charts,
    "-a",
    chartRepository.host,
    "-p",
    String(chartRepository.port),
    "-c-1",
    "-d",
    "false",
  ],
};
