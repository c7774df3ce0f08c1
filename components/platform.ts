import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { meshNamespace } from "./cluster/namespace";
import type { PlatformConfig } from "./config";
import { IngressGateway } from "./mesh/ingress-gateway";
import { Mesh } from "./mesh/mesh";
import { platformOutputs, type PlatformOutputs } from "./outputs/contract";
import { IngressRoutes } from "./policies/ingress-routes";
import { NamespaceMutualTls } from "./policies/mutual-tls";
import { ServicePolicies } from "./policies/service-policies";
import { Workload } from "./workloads/workload";

export interface PlatformArgs {
  readonly config: PlatformConfig;
  /** Name of the stack, as the label on everything that must not be shared shows it. */
  readonly stack: string;
}

/** The whole platform of one stack. */
export class Platform extends pulumi.ComponentResource {
  /** Each by itself: a preview shows those that it knows, and that of an unknown whole would be nonsense. */
  readonly outputs: { readonly [Key in keyof PlatformOutputs]: pulumi.Output<PlatformOutputs[Key]> };

  constructor(name: string, { config, stack }: PlatformArgs, opts: pulumi.ComponentResourceOptions) {
    super("mesh-platform:index:Platform", name, {}, opts);
    const parent = { parent: this };
    const rendering = config.cluster.renderTo !== undefined;

    const mesh = new Mesh("mesh", { config: config.istio, stack, rendering }, parent);
    const gateway = new IngressGateway(
      "ingress",
      { config: config.gateway, istio: config.istio, mesh, stack, rendering },
      parent,
    );
    const names = [...new Set(config.services.map(({ namespace }) => namespace))];
    const namespaces = new Map(
      names.map((namespace) => [
        namespace,
        meshNamespace({ name: namespace, stack, injection: mesh.injection }, parent),
      ]),
    );
    if (config.istio.mode === "existing") {
      for (const [namespaceName, namespace] of namespaces) {
        const placed = namespace.metadata.name;
        new NamespaceMutualTls(namespaceName, { mode: config.istio.mtls, namespace: placed, mesh }, parent);
      }
    }
    for (const service of config.services) {
      const namespace = namespaces.get(service.namespace)?.metadata.name ?? service.namespace;
      new Workload(service.name, { service, namespace, mesh }, parent);
      new ServicePolicies(service.name, { service, namespace, mesh }, parent);
    }
    new IngressRoutes("ingress", { services: config.services, gateway, mesh }, parent);

    const outputs = gatewayAddress(config, gateway, parent).apply((address) => platformOutputs(config, address));
    this.outputs = {
      baseUrl: outputs.baseUrl,
      endpoints: outputs.endpoints,
      namespaces: outputs.namespaces,
      versions: outputs.versions,
      kubectl: outputs.kubectl,
    };
    this.registerOutputs({ outputs: this.outputs });
  }
}

/** The address from config, or the one that a cloud's load balancer has been given. */
function gatewayAddress(
  config: PlatformConfig,
  gateway: IngressGateway,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string | undefined> {
  const { address, service } = config.gateway;
  if (address !== undefined || service.type !== "LoadBalancer" || config.cluster.renderTo !== undefined)
    return pulumi.output(address);
  const live = k8s.core.v1.Service.get("ingress-address", gateway.service, { ...opts, dependsOn: [gateway] });
  return live.status.apply((status) => {
    const [ingress] = status?.loadBalancer?.ingress ?? [];
    return ingress?.hostname ?? ingress?.ip;
  });
}
