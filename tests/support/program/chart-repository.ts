import { createServer } from "http-server";

export interface ChartRepository {
  readonly url: string;
  close(): void;
}

/** Serves a folder of charts as a repository on a free port of the loopback. */
export async function serveCharts(charts: string): Promise<ChartRepository> {
  const http = createServer({ root: charts, cache: -1, showDir: "false" });
  await new Promise<void>((resolve) => {
    http.listen(0, "127.0.0.1", resolve);
  });
  const address = http.server.address();
  if (address === null || typeof address === "string") throw new Error("the chart repository has no port");
  return { url: `http://127.0.0.1:${String(address.port)}`, close: () => http.close() };
}
