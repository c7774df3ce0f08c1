import type { ServerResponse } from "node:http";

import type { RequestHandler } from "express";

/** Whether this process is on its way out: set by the shutdown, asked by the readiness check. */
export class Lifecycle {
  #draining = false;
  readonly #open = new Set<ServerResponse>();

  get draining(): boolean {
    return this.#draining;
  }

  /**
   * From now on every answer ends its connection, those to requests already in flight included, so that clients and proxies open
   * their next one elsewhere. Without it a connection that is busy when the server closes would take further requests.
   */
  drain(): void {
    this.#draining = true;
    for (const response of this.#open) endConnectionWith(response);
  }

  /** Middleware that knows of the requests in flight. */
  readonly track: RequestHandler = (_req, res, next) => {
    if (this.#draining) endConnectionWith(res);
    this.#open.add(res);
    res.once("close", () => this.#open.delete(res));
    next();
  };
}

function endConnectionWith(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader("connection", "close");
}
