import * as pulumi from "@pulumi/pulumi";
import type { PlatformConfig } from "../config";
import { readInventory } from "./inventory";
import { findings, type Intent } from "./ownership";

/** What the stack will claim in the cluster. */
export function intent(config: PlatformConfig, stack: string): Intent {
  const own = config.istio.mode === "install" ? [config.istio.namespace] : [];
  const services = config.services.map(({ namespace }) => namespace);
  return { stack, istio: config.istio, namespaces: [...new Set([...own, config.gateway.namespace, ...services])] };
}

/**
 * Looks at the cluster before anything is declared and ends an update when the stack would collide with what is there.
 * A cluster that does not answer is no obstacle to a preview, which can then tell nothing about collisions and says so.
 */
export async function checkAdoption(config: PlatformConfig, stack: string): Promise<void> {
  if (config.cluster.renderTo !== undefined) return;
  const inventory = await readInventory(config.cluster).catch(async (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    if (!pulumi.runtime.isDryRun()) {
      throw new pulumi.RunError(
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
  throw new pulumi.RunError(`Nothing was changed: the stack would collide with what is in the cluster.\n${list}`);
}
