import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Gateway } from "../../sdks/istio";
import { meshNamespace } from "../cluster/namespace";
import type { GatewayConfig, IstioConfig } from "../config";
import { gatewaySelector, gatewayValues, GATEWAY_PORTS } from "./gateway-values";
import { helmChart } from "./helm-chart";
import type { Mesh } from "./mesh";

/** Name of the Helm release, and so of the gateway's Deployment, Service and ServiceAccount. */
export const GATEWAY_NAME = "istio-ingressgateway";

export interface IngressGatewayArgs {
  readonly config: GatewayConfig;
  readonly istio: IstioConfig;
  readonly mesh: Mesh;
  /** Value of the stack label on the namespace. */
  readonly stack: string;
  readonly rendering: boolean;
}

/** Where clients enter the mesh: Envoy pods, their Service, and the ports that they open. */
export class IngressGateway extends pulumi.ComponentResource {
  /** Namespace of the gateway and of the virtual services bound to it. */
  readonly namespace: pulumi.Output<string>;
  /** How a virtual service names this gateway. */
  readonly reference: pulumi.Output<string>;
  /** `namespace/name` of the Service; unknown until it is there, so that nothing reads it before. */
  readonly service: pulumi.Output<string>;

  constructor(name: string, args: IngressGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mesh-platform:mesh:IngressGateway", name, {}, opts);
    const { config, istio, mesh } = args;
    const parent = { parent: this };
    const namespace = meshNamespace({ name: config.namespace, stack: args.stack, injection: mesh.injection }, parent);
    const chart = helmChart(
      `${name}-chart`,
      {
        releaseName: GATEWAY_NAME,
        chart: "gateway",
        version: istio.version,
        repository: istio.repository,
        namespace: namespace.metadata.name,
        values: gatewayValues(config, istio),
        rendering: args.rendering,
      },
      // The pods name the image "auto", which only istiod's webhook turns into a real one.
      { ...parent, dependsOn: [...mesh.ready] },
    );
    const gateway = new Gateway(
      `${name}-ports`,
      {
        metadata: { name: "platform", namespace: namespace.metadata.name },
        spec: {
          selector: gatewaySelector(config),
          servers: [{ port: { number: GATEWAY_PORTS.http, name: "http", protocol: "HTTP" }, hosts: ["*"] }],
        },
      },
      { ...parent, dependsOn: [...mesh.ready] },
    );
    this.namespace = namespace.metadata.name;
    this.reference = pulumi.interpolate`${namespace.metadata.name}/${gateway.metadata.name}`;
    // The namespace's own name is known in a preview, which would then fail to read a Service that is still to be made.
    const placed = chart instanceof k8s.helm.v3.Release ? chart.status.namespace : namespace.metadata.name;
    this.service = pulumi.interpolate`${placed}/${GATEWAY_NAME}`;
    this.registerOutputs({ namespace: this.namespace, chart: chart.urn });
  }
}
