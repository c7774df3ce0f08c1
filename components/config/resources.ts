import { z } from "zod";
import { cpu, memory } from "./primitives";

const amounts = z.strictObject({
  cpu: cpu.describe('Processor time, such as "250m" (a quarter of a CPU) or "1.5".'),
  memory: memory.describe('Memory, such as "128Mi" or "1Gi".'),
});

const resources = z.strictObject({
  requests: amounts.describe("What the scheduler reserves on a node for one container."),
  limits: amounts
    .optional()
    .describe("What one container may use at most; at least as much as it requests. Left out: no limit."),
});

type ResourcesInput = z.input<typeof resources>;

/**
 * CPU and memory of one container, `defaults` when left out. A value in the stack file replaces the defaults as a whole:
 * merged key by key, a raised request would meet the default limit and be refused for a limit that nobody wrote.
 */
export function containerResources(container: string, defaults: ResourcesInput) {
  return resources
    .prefault(defaults)
    .describe(
      `CPU and memory of ${container}; replaces the default as a whole. ` +
        "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    );
}
