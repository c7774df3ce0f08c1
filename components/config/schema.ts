import { z } from "zod";
import { cluster } from "./cluster";
import { gateway } from "./gateway";
import { istio } from "./istio";
import { service } from "./service";

/** Namespace of the program's keys in a stack file; the name of the project in Pulumi.yaml. */
export const CONFIG_NAMESPACE = "mesh-platform";

/**
 * The shape of the configuration and every default that depends on nothing else. Each field is checked alone here: zod
 * skips an object's own refinements as soon as one of its fields is wrong, and its mistakes would come to light one
 * `pulumi up` after another. What concerns several fields is in `checks/`, defaults that depend on others in `complete.ts`.
 */
export const platformSchema = z.strictObject({
  cluster,
  istio,
  gateway,
  services: z
    .array(service)
    .default([])
    .describe("The catalogue: every service of the mesh, with its image, routes and traffic policy."),
});

/** A configuration as it stands in a stack file. */
export type PlatformInput = z.input<typeof platformSchema>;

/** A configuration in which every field is right by itself. */
export type ParsedConfig = z.output<typeof platformSchema>;
