import { z } from "zod";
import { INT32_MAX, text, whole } from "./hints";
import { nearest } from "./nearest";
import { duration } from "./primitives";

const DESTINATION_RULE = "https://istio.io/latest/docs/reference/config/networking/destination-rule/";
const VIRTUAL_SERVICE = "https://istio.io/latest/docs/reference/config/networking/virtual-service/";

/** https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter#x-envoy-retry-on */
const RETRY_CONDITIONS = [
  ...["5xx", "gateway-error", "reset", "reset-before-request", "connect-failure", "envoy-ratelimited", "retriable-4xx"],
  ...["refused-stream", "retriable-status-codes", "retriable-headers", "http3-post-connect-failure"],
  // The gRPC conditions.
  ...["cancelled", "deadline-exceeded", "internal", "resource-exhausted", "unavailable"],
];
const CONDITION = `(?:${RETRY_CONDITIONS.join("|")}|[1-5]\\d\\d)`;

/** Istio and Envoy ignore a condition that they do not know, so a misspelt one would silently never retry. */
const retryOn = text(new RegExp(`^${CONDITION}(?:,${CONDITION})*$`), {
  allowed: `HTTP status codes and conditions, joined by "," without spaces: ${RETRY_CONDITIONS.join(", ")}`,
  fixes: (wrong) => [
    wrong
      .split(/[\s,;]+/)
      .filter((word) => word !== "")
      .map((word) => (/^\d{3}$/.test(word) ? word : (nearest(word, RETRY_CONDITIONS) ?? word)))
      .join(","),
  ],
});

export const timeout = duration
  .default("15s")
  .describe(`Longest time for a whole request, retries included. Default "15s". ${VIRTUAL_SERVICE}#HTTPRoute`);

export const retries = z
  .strictObject({
    attempts: whole(0, 10).default(2).describe("Retries after the first try, 0 to 10; 0 turns retrying off."),
    perTryTimeout: duration
      .optional()
      .describe("Longest time for one try, at most the timeout of the whole request. Left out: the same as timeout."),
    retryOn: retryOn
      .default("connect-failure,refused-stream,unavailable,cancelled,503")
      .describe("When a try counts as failed: conditions of Envoy and HTTP status codes, joined by commas."),
  })
  .prefault({})
  .describe(`Retries of failed requests. ${VIRTUAL_SERVICE}#HTTPRetry`);

export const balancing = z
  .enum(["round-robin", "least-request", "random"])
  .default("least-request")
  .describe(`How requests are spread over the pods. ${DESTINATION_RULE}#LoadBalancerSettings-SimpleLB`);

export const connections = z
  .strictObject({
    maxConnections: whole(1, INT32_MAX).default(1024).describe("Most TCP connections from one proxy to the service."),
    maxPendingRequests: whole(1, INT32_MAX)
      .default(1024)
      .describe("Most requests that wait for a connection; above it one proxy answers 503."),
    maxRequestsPerConnection: whole(0, INT32_MAX)
      .default(0)
      .describe("Requests after which a connection is closed; 0 for no limit, 1 for no keep-alive."),
  })
  .prefault({})
  .describe(`Limits of the connection pool. ${DESTINATION_RULE}#ConnectionPoolSettings`);

export const outlierDetection = z
  .strictObject({
    consecutive5xxErrors: whole(1, INT32_MAX).default(5).describe("Errors in a row after which a pod is ejected."),
    interval: duration.default("30s").describe('Time between two checks. Default "30s".'),
    baseEjectionTime: duration
      .default("30s")
      .describe('Time of the first ejection; each further one lasts this much longer. Default "30s".'),
    maxEjectionPercent: whole(0, 100).default(50).describe("Most pods ejected at once, in percent; 0 ejects none."),
  })
  .prefault({})
  .describe(
    `Circuit breaker: pods that keep failing get no requests for a while. ${DESTINATION_RULE}#OutlierDetection`,
  );
