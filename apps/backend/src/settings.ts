import type { Express } from "express";

/** Express settings that both applications share. */
export function harden(app: Express): Express {
  app.disable("x-powered-by");
  // No answer here is worth caching, and a 304 would fail a check that expects 200.
  app.disable("etag");
  // Exact paths, as the mesh matches them: "/HIT_BACKEND/" must not slip past a policy for "/hit_backend".
  app.enable("case sensitive routing");
  app.enable("strict routing");
  return app;
}
