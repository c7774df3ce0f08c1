import express, { type Express } from "express";
import type { Logger } from "pino";

import type { Config } from "./config";
import { errorHandler, methodNotAllowed, notFound } from "./error-handler";
import { live, ready } from "./health";
import { hitBackend } from "./hit-backend";
import { jsonBody } from "./json-body";
import type { Lifecycle } from "./lifecycle";
import type { Metrics } from "./metrics";
import { observe } from "./observe";
import { requestId } from "./request-id";
import { harden } from "./settings";

export interface AppOptions {
  readonly config: Pick<Config, "serviceName" | "serviceVersion" | "podName" | "workMs">;
  readonly lifecycle: Lifecycle;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** The service as an Express application that listens nowhere yet. */
export function createApp({ config, lifecycle, logger, metrics }: AppOptions): Express {
  const { serviceName, serviceVersion, podName } = config;
  const app = harden(express());
  const getOnly = methodNotAllowed("GET", "HEAD");

  app.use(requestId, observe(logger, metrics, new Set(["/livez", "/readyz"])), lifecycle.track);

  app.route("/livez").get(live).all(getOnly);
  app.route("/readyz").get(ready(lifecycle)).all(getOnly);
  app
    .route("/")
    .get((_req, res) => void res.json({ service: serviceName, version: serviceVersion, pod_id: podName }))
    .all(getOnly);
  app.route("/hit_backend").post(jsonBody, hitBackend(config)).all(methodNotAllowed("POST"));

  app.use(notFound);
  app.use(errorHandler(logger));
  return app;
}
