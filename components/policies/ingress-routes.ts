import * as pulumi from "@pulumi/pulumi";
import { VirtualService } from "../../sdks/istio";
import type { ServiceConfig } from "../config";
import type { IngressGateway } from "../mesh/ingress-gateway";
import type { Mesh } from "../mesh/mesh";
import { ingressVirtualServices } from "./routing";

export interface IngressRoutesArgs {
  readonly services: readonly ServiceConfig[];
  readonly gateway: IngressGateway;
  readonly mesh: Mesh;
}

/** The way from the gateway to every published service. */
export class IngressRoutes extends pulumi.ComponentResource {
  constructor(name: string, args: IngressRoutesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mesh-platform:policies:IngressRoutes", name, {}, opts);
    const placed = { parent: this, dependsOn: [...args.mesh.ready] };
    // "platform" is the gateway of the virtual service's own namespace, so the spec is known before anything exists.
    for (const { name: host, spec } of ingressVirtualServices(args.services, "platform")) {
      new VirtualService(
        `${name}-${host}`,
        { metadata: { name: host, namespace: args.gateway.namespace }, spec },
        placed,
      );
    }
    this.registerOutputs();
  }
}
