import { hostname } from "node:os";

import { z } from "zod";

import { version as packageVersion } from "../package.json";

/** Everything that can be set from outside. Read once, from the environment, and never changed. */
export interface Config {
  /** `SERVICE_NAME`: the name under which the mesh knows this service, a DNS label. Required. */
  readonly serviceName: string;
  /** `SERVICE_VERSION`: shown by `GET /`, so that a canary can be told from the stable version. Default: the package's version. */
  readonly serviceVersion: string;
  /** `POD_NAME`: answered as `pod_id`; set it from `metadata.name`. Default: the host name, which in a pod is the same. */
  readonly podName: string;
  /** `PORT`: where the service listens, 0..65535, 0 = any free port (tests). Default 8080. */
  readonly port: number;
  /** `METRICS_PORT`: where `GET /metrics` listens, as `PORT` and different from it. Default 9090. */
  readonly metricsPort: number;
  /** `LOG_LEVEL`: trace, debug, info, warn, error, fatal or silent. Default info. */
  readonly logLevel: LogLevel;
  /**
   * `DRAIN_DELAY`, milliseconds (written as "5s"): how long to keep serving after SIGTERM while already unready, so that
   * gateways and kube-proxy stop sending before the listener goes away. 0s..10m, default 5s.
   */
  readonly drainDelayMs: number;
  /**
   * `SHUTDOWN_TIMEOUT`, milliseconds (written as "20s"): how long requests in flight may take after the drain delay.
   * 0s..10m, default 20s. The pod's terminationGracePeriodSeconds must be longer than both together.
   */
  readonly shutdownTimeoutMs: number;
  /** `WORK_MS`: CPU milliseconds burned by every hit_backend call, 0..10000. For load tests of autoscaling. Default 0. */
  readonly workMs: number;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** All mistakes of the environment at once: a pod that crashes once per mistake wastes a rollout for each. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  constructor(readonly mistakes: readonly string[]) {
    super(`invalid environment:\n${mistakes.map((mistake) => `  - ${mistake}`).join("\n")}`);
  }
}

const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/** Number("") is 0 and Number("0x1F") is 31: only plain decimal digits are taken for an integer. */
function integer(min: number, max: number) {
  return z.string().transform((text, context) => {
    const value = /^(0|[1-9]\d{0,8})$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    context.addIssue(`must be an integer from ${min} to ${max}`);
    return z.NEVER;
  });
}

/** The unit is demanded: a bare "5" would be seconds to some readers and milliseconds to others. */
function duration(maxMs: number) {
  return z.string().transform((text, context) => {
    const [, amount, unit] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m)$/.exec(text) ?? [];
    const value = Number(amount) * (milliseconds[unit ?? ""] ?? Number.NaN);
    if (value <= maxMs) return Math.round(value);
    context.addIssue(`must be a duration with its unit (ms, s or m), at most ${maxMs / 60_000}m, such as "5s"`);
    return z.NEVER;
  });
}

function text(pattern: RegExp, meaning: string) {
  return z.string(`is required: ${meaning}`).regex(pattern, `must be ${meaning}`);
}

const tenMinutes = 10 * 60_000;

const environmentSchema = z.object({
  SERVICE_NAME: text(
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    'the name of this service, a DNS label such as "backend-1"',
  ),
  SERVICE_VERSION: text(/^[\w.+-]{1,63}$/, "1 to 63 letters, digits, or any of . _ + -").default(packageVersion),
  POD_NAME: text(/^[\w.-]{1,253}$/, "a pod name: 1 to 253 letters, digits, or any of . _ -").optional(),
  PORT: integer(0, 65_535).default(8080),
  METRICS_PORT: integer(0, 65_535).default(9090),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(", ")}`).default("info"),
  DRAIN_DELAY: duration(tenMinutes).default(5000),
  SHUTDOWN_TIMEOUT: duration(tenMinutes).default(20_000),
  WORK_MS: integer(0, 10_000).default(0),
});

/** @throws ConfigError naming every variable that is wrong, its value and what is allowed. */
export function parseConfig(environment: Environment): Config {
  const parsed = environmentSchema.safeParse(environment);
  const mistakes = parsed.success ? [] : parsed.error.issues.map((issue) => describe(issue, environment));
  // Compared as text, not in the schema: zod skips checks across fields while any single field is wrong.
  const [port, metricsPort] = [environment.PORT ?? "8080", environment.METRICS_PORT ?? "9090"];
  if (port === metricsPort && port !== "0") {
    mistakes.push(
      `METRICS_PORT="${metricsPort}" must differ from PORT: metrics are served apart from the mesh's traffic`,
    );
  }
  if (!parsed.success || mistakes.length > 0) throw new ConfigError(mistakes);

  const values = parsed.data;
  return Object.freeze({
    serviceName: values.SERVICE_NAME,
    serviceVersion: values.SERVICE_VERSION,
    podName: values.POD_NAME ?? hostname(),
    port: values.PORT,
    metricsPort: values.METRICS_PORT,
    logLevel: values.LOG_LEVEL,
    drainDelayMs: values.DRAIN_DELAY,
    shutdownTimeoutMs: values.SHUTDOWN_TIMEOUT,
    workMs: values.WORK_MS,
  });
}

function describe(issue: z.core.$ZodIssue, environment: Environment): string {
  const name = issue.path.map(String).join(".");
  const value = environment[name];
  return value === undefined ? `${name} ${issue.message}` : `${name}=${JSON.stringify(value)} ${issue.message}`;
}
