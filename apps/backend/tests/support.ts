import type { Server } from "node:http";
import { connect, type Socket } from "node:net";

import { createApp } from "../src/app";
import { parseConfig } from "../src/config";
import { Lifecycle } from "../src/lifecycle";
import { createLogger } from "../src/logger";
import { createMetrics } from "../src/metrics";
import { createMetricsApp } from "../src/metrics-app";
import { createHttpServer, listen } from "../src/server";

export type LogLine = Readonly<Record<string, unknown>>;

export function parseLog(line: string): LogLine {
  const parsed: unknown = JSON.parse(line);
  if (typeof parsed !== "object" || parsed === null) throw new Error(`not a log line: ${line}`);
  return { ...parsed };
}

/** A running service within the test's process. */
export interface Running {
  /** Base URL of the service. */
  readonly url: string;
  readonly port: number;
  /** Base URL of the metrics server. */
  readonly metricsUrl: string;
  readonly lifecycle: Lifecycle;
  readonly logs: LogLine[];
  stop(): Promise<void>;
}

type Limits = Parameters<typeof createHttpServer>[1];

/** backend-1 on pod backend-1-abc, on free ports. */
export async function startService(environment: Record<string, string> = {}, limits: Limits = {}): Promise<Running> {
  const config = parseConfig({ SERVICE_NAME: "backend-1", POD_NAME: "backend-1-abc", ...environment });
  const logs: LogLine[] = [];
  const logger = createLogger(config, { write: (line) => void logs.push(parseLog(line)) });
  const metrics = createMetrics();
  const lifecycle = new Lifecycle();
  const server = createHttpServer(createApp({ config, lifecycle, logger, metrics }), limits);
  const metricsServer = createHttpServer(createMetricsApp(metrics.registry, logger));
  const port = await listen(server, 0);
  const metricsPort = await listen(metricsServer, 0);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    metricsUrl: `http://127.0.0.1:${metricsPort}`,
    lifecycle,
    logs,
    stop: async () => {
      await Promise.all([close(server), close(metricsServer)]);
    },
  };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

export function hit(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/hit_backend`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** A connection on which a test writes bytes that no well-behaved client would, or writes them late. */
export class RawConnection {
  /** All that the server has sent. */
  received = "";
  /** Settles when the server has ended the connection. */
  readonly closed: Promise<void>;
  readonly #socket: Socket;

  constructor(port: number) {
    this.#socket = connect(port, "127.0.0.1");
    this.#socket.on("data", (data) => (this.received += data.toString()));
    // A reset is an end like any other here; "close" follows it.
    this.#socket.on("error", () => undefined);
    this.closed = new Promise((resolve) => this.#socket.once("close", () => resolve()));
  }

  write(text: string | Buffer): void {
    this.#socket.write(text);
  }

  destroy(): void {
    this.#socket.destroy();
  }
}

/** Polls until `condition` holds; the test's own timeout is the bound. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}
