import * as pulumi from "@pulumi/pulumi";
import type { PlatformConfig } from "../config";
import { failure } from "../failure";
import { intent } from "./intent";
import { readInventory } from "./inventory";
import { findings } from "./ownership";

/**
 * Looks at the cluster before anything is declared and ends an update when the stack would collide with what is there.
 * A cluster that does not answer is no obstacle to a preview, which can then tell nothing about collisions and says so.
 */
export async function checkAdoption(config: PlatformConfig, stack: string): Promise<void> {
  if (config.cluster.renderTo !== undefined) return;
  const inventory = await readInventory(config.cluster).catch(async (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    if (!pulumi.runtime.isDryRun()) {
      throw failure(
        `The cluster does not answer, so nothing was changed: ${reason}\n` +
          "Check mesh-platform:cluster.kubeconfig and .context, and that you may list namespaces, CRDs and deployments.",
      );
    }
    await pulumi.log.warn(
      `The cluster does not answer: whether the stack collides with what is there is unknown. ${reason}`,
    );
    return undefined;
  });
  if (inventory === undefined) return;
  const { conflicts, notes } = findings(inventory, intent(config, stack));
  for (const note of notes) await pulumi.log.info(note);
  if (conflicts.length === 0) return;
  const list = conflicts.map((text) => `  - ${text}`).join("\n");
  if (pulumi.runtime.isDryRun()) {
    // A preview changes nothing and is often read where another stack is deployed: it tells, the update refuses.
    await pulumi.log.warn(`An update would be refused: the stack would collide with what is in the cluster.\n${list}`);
    return;
  }
  throw failure(`Nothing was changed: the stack would collide with what is in the cluster.\n${list}`);
}
