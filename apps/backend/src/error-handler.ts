import type { ErrorRequestHandler, RequestHandler } from "express";
import type { Logger } from "pino";

import { HttpError } from "./http-error";
import { requestIdOf } from "./request-id";

/** What Express and its body parser throw: https://github.com/jshttp/http-errors */
interface MiddlewareError extends Error {
  readonly status: number;
  readonly type?: unknown;
}

function isMiddlewareError(error: unknown): error is MiddlewareError {
  return error instanceof Error && "status" in error && typeof error.status === "number";
}

/** The body parser's reasons, by its `type`: https://expressjs.com/en/resources/middleware/body-parser.html#errors */
function fromMiddleware(error: MiddlewareError): HttpError {
  switch (error.type) {
    case "entity.parse.failed":
      return new HttpError(400, "invalid_json", `the body is not valid JSON: ${error.message}`);
    case "entity.too.large":
      return new HttpError(413, "body_too_large", "the body is larger than 64 KiB");
    case "charset.unsupported":
    case "encoding.unsupported":
      return new HttpError(415, "unsupported_media_type", `${error.message}: send plain application/json in UTF-8`);
    default:
      return new HttpError(error.status, "bad_request", error.message);
  }
}

function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  if (isMiddlewareError(error) && error.status >= 400 && error.status < 500) return fromMiddleware(error);
  // The message of an unexpected error may hold anything: it goes to the log, not to the caller.
  return new HttpError(500, "internal_error", "unexpected error; the log has it under this x-request-id");
}

/** Renders every error as JSON, replacing Express's HTML page (and its stack trace outside of production). */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    // Too late for an answer of its own: let Express cut the connection, so that the caller sees a broken reply.
    if (res.headersSent) {
      next(error);
      return;
    }
    const httpError = toHttpError(error);
    if (httpError.status >= 500) logger.error({ err: error, request_id: requestIdOf(res) }, "unexpected error");
    res.status(httpError.status).set(httpError.headers).json(httpError.toBody());
  };
}

export const notFound: RequestHandler = (req) => {
  throw new HttpError(404, "not_found", `there is nothing at ${req.path}`);
};

/** @param allowed what the path does answer; RFC 9110 section 15.5.6 demands it in the Allow header. */
export function methodNotAllowed(...allowed: string[]): RequestHandler {
  return (req) => {
    const allow = allowed.join(", ");
    throw new HttpError(405, "method_not_allowed", `${req.path} takes ${allow}, not ${req.method}`, [], {
      Allow: allow,
    });
  };
}
