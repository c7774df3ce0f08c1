import { randomUUID } from "node:crypto";

import type { RequestHandler, Response } from "express";

const header = "x-request-id";

/** Printable ASCII without spaces, bounded: the id is written into every log line of the request. */
const acceptable = /^[\x21-\x7e]{1,128}$/;

/**
 * Takes over the caller's x-request-id, or makes one, and answers with it. Envoy sets the header on every request that
 * enters the mesh, so the same id finds the gateway's, the sidecar's and this service's log line.
 * https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/headers#x-request-id
 */
export const requestId: RequestHandler = (req, res, next) => {
  const given = req.get(header);
  res.setHeader(header, given !== undefined && acceptable.test(given) ? given : randomUUID());
  next();
};

/** The id of the request that `res` answers. */
export function requestIdOf(res: Response): string {
  return String(res.getHeader(header));
}
