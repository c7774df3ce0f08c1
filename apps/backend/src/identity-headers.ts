import type { IncomingMessage } from "node:http";

/** Names the calling user; goes before the body's `username`. The mesh pins users to pods by the same header. */
export const userHeader = "x-user";

/** Names the wanted service; goes before the body's `target`. The gateway routes by the same header. */
export const targetHeader = "x-target";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * All values of a header, undefined if it is absent. Not `req.headers`: that joins repeated ones with ", ", which would
 * make two users one user of another name.
 *
 * Node decodes header bytes as Latin-1. Most clients send UTF-8 ("José" would come back as "JosÃ©"), fetch sends Latin-1: what is
 * valid UTF-8 is taken for that.
 */
export function headerValues(req: IncomingMessage, name: string): string[] | undefined {
  return req.headersDistinct[name]?.map((value) => {
    try {
      return utf8.decode(Buffer.from(value, "latin1"));
    } catch {
      return value;
    }
  });
}
