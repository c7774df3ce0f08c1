import * as pulumi from "@pulumi/pulumi";
import { DestinationRule, VirtualService } from "../../sdks/istio";
import type { ServiceConfig } from "../config";
import type { Mesh } from "../mesh/mesh";
import { meshVirtualService } from "./routing";
import { destinationRule } from "./traffic";

export interface ServicePoliciesArgs {
  readonly service: ServiceConfig;
  readonly namespace: pulumi.Input<string>;
  readonly mesh: Mesh;
}

/** The traffic policies that belong to one service, whoever calls it. */
export class ServicePolicies extends pulumi.ComponentResource {
  constructor(name: string, args: ServicePoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mesh-platform:policies:ServicePolicies", name, {}, opts);
    const placed = { parent: this, dependsOn: [...args.mesh.ready] };
    const metadata = { name: args.service.name, namespace: args.namespace };
    new VirtualService(name, { metadata, spec: meshVirtualService(args.service) }, placed);
    new DestinationRule(name, { metadata, spec: destinationRule(args.service) }, placed);
    this.registerOutputs();
  }
}
