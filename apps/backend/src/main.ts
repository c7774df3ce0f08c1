import { createApp } from "./app";
import { type Config, ConfigError, parseConfig } from "./config";
import { Lifecycle } from "./lifecycle";
import { createLogger } from "./logger";
import { createMetrics } from "./metrics";
import { createMetricsApp } from "./metrics-app";
import { createHttpServer, listen } from "./server";
import { shutDownOnSignals } from "./shutdown";

/** Exit code for a wrong environment, so that it can be told from a crash: restarting does not help. */
const exitMisconfigured = 2;

function configOrExit(): Config {
  try {
    return parseConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(exitMisconfigured);
  }
}

async function main(): Promise<void> {
  const config = configOrExit();
  const logger = createLogger(config);
  process.on("uncaughtException", (err) => {
    logger.fatal({ err }, "uncaught exception");
    process.exit(1);
  });

  const metrics = createMetrics();
  const lifecycle = new Lifecycle();
  const server = createHttpServer(createApp({ config, lifecycle, logger, metrics }));
  const metricsServer = createHttpServer(createMetricsApp(metrics.registry, logger));
  shutDownOnSignals({ config, lifecycle, logger, server, metricsServer });

  const metricsPort = await listen(metricsServer, config.metricsPort);
  const port = await listen(server, config.port);
  logger.info({ version: config.serviceVersion, port, metrics_port: metricsPort }, "listening");
}

void main();
