import * as pulumi from "@pulumi/pulumi";
import { PeerAuthentication } from "../../sdks/istio";
import type { IstioConfig } from "../config";
import type { Mesh } from "../mesh/mesh";

export interface NamespaceMutualTlsArgs {
  readonly mode: IstioConfig["mtls"];
  /** The namespace as placed. */
  readonly namespace: pulumi.Input<string>;
  readonly mesh: Mesh;
}

/**
 * What one namespace's workloads do with plain text. For a mesh that somebody else installed: its mesh-wide policy is
 * theirs, and a stack speaks for its own namespaces only.
 */
export class NamespaceMutualTls extends pulumi.ComponentResource {
  constructor(name: string, args: NamespaceMutualTlsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mesh-platform:policies:NamespaceMutualTls", name, {}, opts);
    new PeerAuthentication(
      `${name}-mtls`,
      { metadata: { name: "default", namespace: args.namespace }, spec: { mtls: { mode: args.mode } } },
      { parent: this, dependsOn: [...args.mesh.ready] },
    );
    this.registerOutputs();
  }
}
