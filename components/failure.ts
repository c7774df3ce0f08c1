import * as pulumi from "@pulumi/pulumi";

/**
 * An error whose message is all that a person needs: Pulumi prints a RunError without its stack trace.
 *
 * The stack is cut all the same. Pulumi formats every error with util.inspect, and on Node.js 20 that takes a third of a
 * minute for the frames of its own package (https://github.com/nodejs/node/issues/64011).
 */
export function failure(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  error.stack = `Error: ${message}`;
  return error;
}
