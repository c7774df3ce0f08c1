import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

/** What is counted of one request. */
export interface RequestObservation {
  readonly method: string;
  /** The route's pattern, never the raw path: a scanner would make one time series of every path that it tries. */
  readonly route: string;
  /** The status code, or "aborted" if the caller went away first. */
  readonly status: string;
  readonly seconds: number;
}

export interface Metrics {
  readonly registry: Registry;
  observe(request: RequestObservation): void;
}

/** A registry of its own, not prom-client's global one: two applications in one process (tests) would clash there. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time from the arrival of a request's headers to the end of its response, in seconds",
    labelNames: ["method", "route", "status"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return {
    registry,
    observe: ({ method, route, status, seconds }) => durations.observe({ method, route, status }, seconds),
  };
}
