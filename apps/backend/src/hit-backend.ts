import type { RequestHandler } from "express";

import { burnCpu } from "./burn-cpu";
import { parseHitRequest } from "./hit-request";
import { HttpError } from "./http-error";

/** The answer of a hit: which service, for whom, and which replica of it. */
export interface HitResponse {
  readonly service_name: string;
  readonly username: string;
  readonly pod_id: string;
}

export interface HitBackendOptions {
  readonly serviceName: string;
  readonly podName: string;
  /** CPU milliseconds to burn per call. */
  readonly workMs: number;
}

/** `POST /hit_backend`, with the parsed body in `req.body`. */
export function hitBackend({ serviceName, podName, workMs }: HitBackendOptions): RequestHandler {
  return async (req, res) => {
    const { username, target } = parseHitRequest(req, req.body);
    // Answering anyway would hide a routing mistake of the mesh: the caller would believe the target had answered.
    if (target !== undefined && target !== serviceName) {
      const message = `this is ${serviceName}, the request is meant for ${target}: it was sent or routed to the wrong service`;
      throw new HttpError(421, "misdirected_request", message, [{ field: "target", message: `is not ${serviceName}` }]);
    }
    await burnCpu(workMs);
    const answer: HitResponse = { service_name: serviceName, username, pod_id: podName };
    res.json(answer);
  };
}
