import { z } from "zod";
import { whole } from "./hints";
import { host, httpMethod, urlPath } from "./primitives";

const path = z
  .strictObject({
    prefix: urlPath.optional().describe('Every path that starts so; "/" is every path.'),
    exact: urlPath.optional().describe("This path only."),
  })
  .prefault({ prefix: "/" })
  .meta({
    description: 'The paths that the route answers for: exactly one of prefix and exact. Default: prefix "/".',
    oneOf: [{ required: ["prefix"] }, { required: ["exact"] }],
  });

const check = z
  .strictObject({
    method: httpMethod.default("GET").describe("Method of the request."),
    path: urlPath
      .optional()
      .describe("Path of the request, one that the route answers for. Left out: the route's own."),
    body: z.string().optional().describe("Body of the request."),
    status: whole(100, 599).default(200).describe("HTTP status that shows that the route works."),
  })
  .describe(
    "A request that is safe to repeat, by which CI sees the route work; listed among the stack's endpoint outputs.",
  );

export const route = z
  .strictObject({
    hosts: z
      .array(host)
      .min(1)
      .default(["*"])
      .describe('Hosts that the route answers for: "*" (default), "api.example.com", "*.example.com".'),
    path,
    methods: z.array(httpMethod).min(1).optional().describe("HTTP methods that the route takes. Left out: all."),
    check: check.optional(),
  })
  .describe("One way from the gateway to the service.");
