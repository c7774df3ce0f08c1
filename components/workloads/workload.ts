import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { AutoscalingConfig, ServiceConfig } from "../config";
import type { Mesh } from "../mesh/mesh";
import { podLabels, podSpec, selectorLabels } from "./pod-spec";

/** Port of every Service in the catalogue; the container's own is behind it. */
export const SERVICE_PORT = 80;

export interface WorkloadArgs {
  readonly service: ServiceConfig;
  readonly namespace: pulumi.Input<string>;
  readonly mesh: Mesh;
}

/** The one way to run a service: Deployment, Service, ServiceAccount, and by config autoscaler and disruption budget. */
export class Workload extends pulumi.ComponentResource {
  /** Full name under which the mesh knows the service. */
  readonly host: pulumi.Output<string>;

  constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mesh-platform:workloads:Workload", name, {}, opts);
    const { service } = args;
    const parent = { parent: this };
    const metadata = { name: service.name, namespace: args.namespace, labels: podLabels(service) };

    const account = new k8s.core.v1.ServiceAccount(name, { metadata, automountServiceAccountToken: false }, parent);
    const deployment = new k8s.apps.v1.Deployment(
      name,
      {
        metadata,
        spec: {
          // Set by the autoscaler where there is one: a second owner of this field would fail the next `up` with a conflict.
          ...(service.replicas === undefined ? {} : { replicas: service.replicas }),
          selector: { matchLabels: selectorLabels(service) },
          strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
          template: { metadata: { labels: podLabels(service) }, spec: podSpec(service) },
        },
      },
      // A pod made before the injection webhook answers would run without its sidecar.
      { ...parent, dependsOn: [account, ...args.mesh.ready] },
    );
    const endpoint = new k8s.core.v1.Service(
      name,
      {
        metadata: {
          ...metadata,
          // Pulumi would wait for endpoints, which the Deployment's own wait already implies.
          annotations: { "pulumi.com/skipAwait": "true" },
        },
        spec: {
          selector: selectorLabels(service),
          ports: [{ name: "http", port: SERVICE_PORT, targetPort: service.port, appProtocol: "http" }],
        },
      },
      parent,
    );
    if (service.autoscaling !== undefined) {
      new k8s.autoscaling.v2.HorizontalPodAutoscaler(
        name,
        { metadata, spec: autoscalerSpec(service.name, service.autoscaling) },
        { ...parent, dependsOn: [deployment] },
      );
    }
    if (service.disruptionBudget !== undefined) {
      new k8s.policy.v1.PodDisruptionBudget(
        name,
        {
          metadata,
          spec: {
            minAvailable: service.disruptionBudget.minAvailable,
            selector: { matchLabels: selectorLabels(service) },
          },
        },
        parent,
      );
    }
    this.host = pulumi.interpolate`${endpoint.metadata.name}.${endpoint.metadata.namespace}.svc.cluster.local`;
    this.registerOutputs({ host: this.host });
  }
}

type AutoscalerSpec = k8s.types.input.autoscaling.v2.HorizontalPodAutoscalerSpec;

/** Scales on the application container alone: the sidecar's share would dilute the figure that the config asks for. */
function autoscalerSpec(deployment: string, { min, max, cpuUtilization }: AutoscalingConfig): AutoscalerSpec {
  return {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: deployment },
    minReplicas: min,
    maxReplicas: max,
    metrics: [
      {
        type: "ContainerResource",
        containerResource: {
          name: "cpu",
          container: "app",
          target: { type: "Utilization", averageUtilization: cpuUtilization },
        },
      },
    ],
  };
}
