import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";

import express, { type RequestHandler } from "express";

import { HttpError } from "./http-error";

/** Bytes. A request of this service needs a few hundred; the limit keeps one caller from filling the memory of a small pod. */
export const bodyLimit = 64 * 1024;

function isEmpty(req: IncomingMessage): boolean {
  return req.headers["transfer-encoding"] === undefined && Number(req.headers["content-length"] ?? 0) === 0;
}

const emptyBody = () => new HttpError(400, "invalid_json", "the body is empty, a JSON object is expected");

/** The body parser skips what it does not know and leaves no trace of it; here that is an answer of its own. */
const requireJson: RequestHandler = (req, _res, next) => {
  if (isEmpty(req)) throw emptyBody();
  if (!req.is("application/json")) {
    const given = req.get("content-type") ?? "none";
    const message = `content-type must be application/json, not ${given}`;
    // RFC 9110 section 15.5.16: Accept in a 415 says what would have been taken.
    throw new HttpError(415, "unsupported_media_type", message, [], { Accept: "application/json" });
  }
  next();
};

const parse = express.json({
  limit: bodyLimit,
  // A bare string or null is valid JSON: its mistake is its shape (422), not its syntax (400).
  strict: false,
  // The gateway routes by the body's `target` and cannot read it compressed either.
  inflate: false,
  verify: (_req, _res, body) => {
    // An empty chunked body passes requireJson, and the parser would make it {}.
    if (body.length === 0) throw emptyBody();
    // Decoding would replace the wrong bytes, and the caller would get back another name than the one sent.
    if (!isUtf8(body)) throw new HttpError(400, "invalid_json", "the body is not UTF-8");
  },
});

/** Middleware that leaves a parsed JSON value of any shape in `req.body`, or answers 400, 413 or 415. */
export const jsonBody: RequestHandler[] = [requireJson, parse];
