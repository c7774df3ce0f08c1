import type { IncomingMessage } from "node:http";

import { z } from "zod";

import { type ErrorDetail, HttpError } from "./http-error";
import { headerValues, targetHeader, userHeader } from "./identity-headers";

/** What a call of hit_backend asks, after headers and body have been put together. */
export interface HitRequest {
  /** Who calls: the x-user header, else the body's `username`. */
  readonly username: string;
  /** Which service is meant: the x-target header, else the body's `target`; undefined if neither is given. */
  readonly target: string | undefined;
}

const maxLength = 256;

/**
 * A name that is echoed and logged by others: no control characters, and no half of a surrogate pair (legal in JSON,
 * impossible in UTF-8). Counted in code points, so that a name is not shorter for being written in emoji.
 */
function name(whenMissing = "is required") {
  return z
    .string({ error: ({ input }) => (input === undefined ? whenMissing : "must be a string") })
    .refine((text) => text.length > 0 && [...text].length <= maxLength, `must be 1 to ${maxLength} characters long`)
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), "must not contain control characters");
}

/** Unknown fields are ignored: callers may send more to other versions of this service. */
const bodyWithUser = z.object(
  { target: name().optional(), username: name(`is required, here or as the ${userHeader} header`) },
  "must be a JSON object",
);
const bodyWithoutUser = bodyWithUser.extend({ username: name().optional() });

const header = z
  .array(z.string())
  .max(1, "must be given only once")
  .transform((values) => values[0])
  .pipe(name())
  .optional();

function detailsOf(error: z.ZodError, whole: string): ErrorDetail[] {
  return error.issues.map(({ path, message }) => ({ field: path.map(String).join(".") || whole, message }));
}

/**
 * Reads a call of hit_backend. Every mistake is reported at once, with 422: the body was well-formed JSON (else 400) and
 * what it says is wrong (RFC 9110 section 15.5.21), so a caller can tell a broken encoder from a broken contract.
 *
 * @throws HttpError 422
 */
export function parseHitRequest(req: IncomingMessage, parsedBody: unknown): HitRequest {
  const userValues = headerValues(req, userHeader);
  const user = header.safeParse(userValues);
  const target = header.safeParse(headerValues(req, targetHeader));
  const fields = (userValues === undefined ? bodyWithUser : bodyWithoutUser).safeParse(parsedBody);

  const details: ErrorDetail[] = [];
  if (!user.success) details.push(...detailsOf(user.error, userHeader));
  if (!target.success) details.push(...detailsOf(target.error, targetHeader));
  if (!fields.success) details.push(...detailsOf(fields.error, "(body)"));

  const username = user.data ?? fields.data?.username;
  if (details.length > 0 || username === undefined) {
    throw new HttpError(422, "invalid_fields", "the request is not a valid call of hit_backend", details);
  }
  return { username, target: target.data ?? fields.data?.target };
}
