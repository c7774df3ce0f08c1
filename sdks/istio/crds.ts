import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { types } from "@pulumi/kubernetes";

export { istioCrdNames } from "./generated/crd-names";

/** One of Istio's CustomResourceDefinitions, as the base chart ships it. */
export interface IstioCrd extends types.input.apiextensions.v1.CustomResourceDefinition {
  metadata: { name: string; labels: Record<string, string>; annotations: Record<string, string> };
}

let crds: readonly IstioCrd[] | undefined;

/**
 * Istio's CRDs, to be placed as CustomResourceDefinition resources of the program (with the base chart's
 * `base.enableCRDTemplates: false`), so that `pulumi destroy` removes them. The chart annotates them with
 * `helm.sh/resource-policy: keep`, which Helm and Pulumi's Chart obey and a plain resource does not.
 *
 * Vendored as JSON: parsing the chart's YAML would add two thirds of a second to every preview, and importing the JSON as
 * a module would make the compiler infer a type for a megabyte of it.
 */
export function istioCrds(): readonly IstioCrd[] {
  if (crds === undefined) {
    const vendored: { crds: IstioCrd[] } = JSON.parse(readFileSync(join(__dirname, "generated/crds.json"), "utf8"));
    crds = vendored.crds;
  }
  return crds;
}
