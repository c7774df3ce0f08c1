import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { STACK_LABEL } from "./ownership";

/** Label by which istiod's discovery selectors recognise the namespaces of the mesh. */
export const DISCOVERY_LABEL: Readonly<Record<string, string>> = { "istio-discovery": "enabled" };

export interface MeshNamespaceArgs {
  /** Name of the namespace. */
  readonly name: string;
  /** Value of the stack label; also what tells another stack that the namespace is taken. */
  readonly stack: string;
  /** Labels that make the mesh inject sidecars. Default: none. */
  readonly injection?: Readonly<Record<string, string>>;
}

/** A namespace of this stack: labelled as its own and visible to the mesh. */
export function meshNamespace(args: MeshNamespaceArgs, opts: pulumi.CustomResourceOptions): k8s.core.v1.Namespace {
  return new k8s.core.v1.Namespace(
    args.name,
    { metadata: { name: args.name, labels: { ...DISCOVERY_LABEL, [STACK_LABEL]: args.stack, ...args.injection } } },
    opts,
  );
}
