import type { Request, RequestHandler } from "express";
import type { Logger } from "pino";

import type { Metrics } from "./metrics";
import { requestIdOf } from "./request-id";

/** Express types `req.route` as any: it is the matched route, or undefined when nothing matched. */
function routeOf(req: Request): string {
  const route: unknown = req.route;
  const known = typeof route === "object" && route !== null && "path" in route && typeof route.path === "string";
  return known ? String(route.path) : "unmatched";
}

/**
 * One metric and one access log line for every request, when its response has ended or the caller has gone away. Neither body
 * nor query nor user is logged: they are the caller's business.
 *
 * @param quietRoutes routes that are measured and not logged: probes would be most of the log
 */
export function observe(logger: Logger, metrics: Metrics, quietRoutes: ReadonlySet<string>): RequestHandler {
  return (req, res, next) => {
    const start = performance.now();
    const path = req.path;
    // "close" and not "finish": a response that its caller did not wait for never finishes.
    res.once("close", () => {
      const seconds = (performance.now() - start) / 1000;
      const route = routeOf(req);
      // A body that breaks off makes the body parser answer 400 to nobody, which Node counts as written.
      const aborted = !res.writableFinished || req.errored !== null;
      metrics.observe({ method: req.method, route, status: aborted ? "aborted" : String(res.statusCode), seconds });
      if (quietRoutes.has(route)) return;
      const entry = {
        request_id: requestIdOf(res),
        method: req.method,
        path,
        route,
        status: aborted ? undefined : res.statusCode,
        aborted: aborted || undefined,
        duration_ms: Math.round(seconds * 1e6) / 1e3,
        user_agent: req.get("user-agent"),
      };
      logger.info(entry, aborted ? "request aborted" : "request");
    });
    next();
  };
}
