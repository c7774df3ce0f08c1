import { type DestinationStream, type Logger, pino, stdTimeFunctions } from "pino";

import type { Config } from "./config";

/**
 * JSON lines on standard output, which is written synchronously: nothing is lost by process.exit at the end of a shutdown, and no
 * worker thread has to be bundled.
 *
 * @param destination where to write instead, for tests
 */
export function createLogger(
  config: Pick<Config, "logLevel" | "serviceName" | "podName">,
  destination?: DestinationStream,
): Logger {
  const options = {
    level: config.logLevel,
    base: { service: config.serviceName, pod: config.podName },
    timestamp: stdTimeFunctions.isoTime,
    // Names instead of pino's numbers: log collectors do not know what 30 is.
    formatters: { level: (level: string) => ({ level }) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
