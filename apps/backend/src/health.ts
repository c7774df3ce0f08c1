import type { RequestHandler } from "express";

import type { Lifecycle } from "./lifecycle";

/** The process is up. It stays so while draining: a restart would cut off the requests that the drain waits for. */
export const live: RequestHandler = (_req, res) => {
  res.json({ status: "ok" });
};

/** The pod should get traffic. */
export function ready(lifecycle: Lifecycle): RequestHandler {
  return (_req, res) => {
    res.status(lifecycle.draining ? 503 : 200).json({ status: lifecycle.draining ? "draining" : "ready" });
  };
}
