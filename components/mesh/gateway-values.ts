import type { GatewayValues } from "../../sdks/istio";
import type { GatewayConfig, IstioConfig } from "../config";

/** Ports of the gateway's Service and of the containers behind it. */
export const GATEWAY_PORTS = { status: 15021, http: 80, https: 443 } as const;

/** Labels by which Gateway resources find the pods of this gateway; the namespace makes them unique in the cluster. */
export function gatewaySelector(config: GatewayConfig): { istio: string } {
  return { istio: config.namespace };
}

/** Values of the gateway chart. Pure. */
export function gatewayValues(config: GatewayConfig, istio: IstioConfig): GatewayValues {
  const { service, replicas } = config;
  const port = (name: string, number: number, nodePort: number | undefined) => ({
    name,
    port: number,
    targetPort: number,
    protocol: "TCP" as const,
    ...(nodePort === undefined ? {} : { nodePort }),
  });
  return {
    ...(istio.revision === "" ? {} : { revision: istio.revision }),
    labels: { ...gatewaySelector(config) },
    service: {
      type: service.type,
      annotations: service.annotations,
      ...(service.externalTrafficPolicy === undefined ? {} : { externalTrafficPolicy: service.externalTrafficPolicy }),
      ports: [
        // Not the chart's "status-port", which `istioctl validate` refuses: a port's name must begin with its protocol
        // (https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/).
        port("tcp-status", GATEWAY_PORTS.status, undefined),
        port("http2", GATEWAY_PORTS.http, service.nodePorts?.http),
        port("https", GATEWAY_PORTS.https, service.nodePorts?.https),
      ],
    },
    resources: config.resources,
    ...(replicas.max > replicas.min
      ? {
          autoscaling: {
            enabled: true,
            minReplicas: replicas.min,
            maxReplicas: replicas.max,
            targetCPUUtilizationPercentage: 80,
          },
        }
      : { autoscaling: { enabled: false }, replicaCount: replicas.min }),
    // The chart says Always, which fails where images are preloaded and wins nothing for a pinned tag.
    imagePullPolicy: "IfNotPresent",
    // One pod at a time, the new one first: clients keep a gateway through every change.
    strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    ...(replicas.min > 1 ? { podDisruptionBudget: { minAvailable: replicas.min - 1 } } : {}),
  };
}
