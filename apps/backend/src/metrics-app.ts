import express, { type Express } from "express";
import type { Logger } from "pino";
import type { Registry } from "prom-client";

import { errorHandler, methodNotAllowed, notFound } from "./error-handler";
import { requestId } from "./request-id";
import { harden } from "./settings";

/** `GET /metrics`, for a port of its own: Prometheus may reach it, the mesh's gateways route nothing to it. */
export function createMetricsApp(registry: Registry, logger: Logger): Express {
  const app = harden(express());
  app.use(requestId);
  app
    .route("/metrics")
    .get(async (_req, res) => {
      const text = await registry.metrics();
      res.set("content-type", registry.contentType).send(text);
    })
    .all(methodNotAllowed("GET", "HEAD"));
  app.use(notFound);
  app.use(errorHandler(logger));
  return app;
}
