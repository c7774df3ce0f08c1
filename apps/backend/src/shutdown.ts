import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

import type { Logger } from "pino";

import type { Config } from "./config";
import type { Lifecycle } from "./lifecycle";

export interface ShutdownOptions {
  readonly config: Pick<Config, "drainDelayMs" | "shutdownTimeoutMs">;
  readonly lifecycle: Lifecycle;
  readonly logger: Logger;
  /** Serves the mesh's traffic; drained. */
  readonly server: Server;
  /** Serves metrics; kept until the end, so that the drain can be watched. */
  readonly metricsServer: Server;
}

/** Milliseconds. */
const sweepInterval = 100;

/**
 * Unready at once, serving on for the drain delay, then no new connections and a deadline for the requests in flight.
 *
 * @returns the exit code: 0, or 1 if the deadline cut requests off
 */
export async function shutDown({ config, lifecycle, logger, server, metricsServer }: ShutdownOptions): Promise<number> {
  lifecycle.drain();
  logger.info({ drain_delay_ms: config.drainDelayMs }, "draining: unready, still serving");
  await sleep(config.drainDelayMs);

  logger.info({ timeout_ms: config.shutdownTimeoutMs }, "closing: waiting for requests in flight");
  const finished = await closeWithin(server, config.shutdownTimeoutMs);
  await closeWithin(metricsServer, 0);
  if (finished) logger.info("stopped");
  else logger.error("stopped by the deadline: requests in flight were cut off");
  return finished ? 0 : 1;
}

/** @returns whether all connections ended by themselves in time; those that did not are cut off */
async function closeWithin(server: Server, timeoutMs: number): Promise<boolean> {
  const timeout = new AbortController();
  const closed = new Promise<true>((resolve) => server.close(() => resolve(true)));
  // server.close() ends the connections that are idle now, and none that becomes idle later.
  const sweep = setInterval(() => server.closeIdleConnections(), sweepInterval);
  const deadline = sleep(timeoutMs, false, { signal: timeout.signal }).catch(() => false);
  const finished = await Promise.race([closed, deadline]);
  clearInterval(sweep);
  timeout.abort();
  if (!finished) server.closeAllConnections();
  return finished;
}

/**
 * Starts the shutdown on SIGTERM (Kubernetes) and SIGINT (a terminal); a second signal exits at once with 1. To be called before
 * listening: as process 1 of a container Node has no default action for either, so a pod deleted while it starts would hang.
 */
export function shutDownOnSignals(options: ShutdownOptions): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) {
      options.logger.warn({ signal }, "second signal: exiting at once");
      process.exit(1);
    }
    stopping = true;
    options.logger.info({ signal }, "signal received");
    void shutDown(options).then((code) => process.exit(code));
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
}
