import * as fc from "fast-check";
import { parsePlatformConfig, type PlatformInput } from "../../../components/config";
import { GATEWAY_PORTS, gatewaySelector, gatewayValues } from "../../../components/mesh/gateway-values";
import { platformInput } from "../config/arbitraries";

function valuesOf(gateway: PlatformInput["gateway"], istio: PlatformInput["istio"] = {}) {
  const config = parsePlatformConfig({ gateway, istio });
  return gatewayValues(config.gateway, config.istio);
}

describe("the values of the gateway chart", () => {
  test("by default open the NodePorts 30080 and 30443, and keep the client's address", () => {
    expect(valuesOf({}).service).toEqual({
      type: "NodePort",
      annotations: {},
      externalTrafficPolicy: "Local",
      ports: [
        { name: "tcp-status", port: 15_021, targetPort: 15_021, protocol: "TCP" },
        { name: "http2", port: 80, targetPort: 80, protocol: "TCP", nodePort: 30_080 },
        { name: "https", port: 443, targetPort: 443, protocol: "TCP", nodePort: 30_443 },
      ],
    });
  });

  test("leave the NodePorts of a load balancer to Kubernetes, unless they are given", () => {
    const ports = (nodePorts?: { http?: number }) =>
      valuesOf({ service: { type: "LoadBalancer", nodePorts } }).service?.ports?.map(({ nodePort }) => nodePort);
    expect(ports()).toEqual([undefined, undefined, undefined]);
    expect(ports({ http: 31_080 })).toEqual([undefined, 31_080, undefined]);
  });

  test("of type ClusterIP have neither NodePorts nor a traffic policy, which Kubernetes would refuse", () => {
    const { service } = valuesOf({ service: { type: "ClusterIP", annotations: { "example.com/a": "b" } } });
    expect(service).toMatchObject({ type: "ClusterIP", annotations: { "example.com/a": "b" } });
    expect(service).not.toHaveProperty("externalTrafficPolicy");
    expect(JSON.stringify(service)).not.toContain("nodePort");
  });

  test("have a fixed number of pods where min and max are the same", () => {
    const values = valuesOf({ replicas: { min: 3 } });
    expect(values).toMatchObject({ replicaCount: 3, autoscaling: { enabled: false } });
  });

  test("autoscale between min and max, and then fix no number that the autoscaler would contradict", () => {
    const values = valuesOf({ replicas: { min: 2, max: 5 } });
    expect(values.autoscaling).toEqual({
      enabled: true,
      minReplicas: 2,
      maxReplicas: 5,
      targetCPUUtilizationPercentage: 80,
    });
    expect(values).not.toHaveProperty("replicaCount");
  });

  test("name the revision only where there is one", () => {
    expect(valuesOf({})).not.toHaveProperty("revision");
    expect(valuesOf({}, { revision: "canary" })).toMatchObject({ revision: "canary" });
  });

  test("have a disruption budget that always lets one pod be evicted, and none for a single pod", () => {
    fc.assert(
      fc.property(platformInput, (input) => {
        const { gateway, istio } = parsePlatformConfig(input);
        const { podDisruptionBudget } = gatewayValues(gateway, istio);
        if (gateway.replicas.min === 1) expect(podDisruptionBudget).toBeUndefined();
        else expect(podDisruptionBudget).toEqual({ minAvailable: gateway.replicas.min - 1 });
      }),
    );
  });

  test("give the pods the labels by which Gateway resources find them", () => {
    fc.assert(
      fc.property(platformInput, (input) => {
        const { gateway, istio } = parsePlatformConfig(input);
        expect(gatewayValues(gateway, istio).labels).toMatchObject(gatewaySelector(gateway));
      }),
    );
  });

  test("open the same ports whatever the Service's type, each under a name that tells Istio the protocol", () => {
    fc.assert(
      fc.property(platformInput, (input) => {
        const { gateway, istio } = parsePlatformConfig(input);
        const ports = gatewayValues(gateway, istio).service?.ports ?? [];
        expect(ports.map(({ name, port }) => [name, port])).toEqual([
          ["tcp-status", GATEWAY_PORTS.status],
          ["http2", GATEWAY_PORTS.http],
          ["https", GATEWAY_PORTS.https],
        ]);
        const nodePorts = ports.flatMap(({ nodePort }) => nodePort ?? []);
        expect(new Set(nodePorts).size).toBe(nodePorts.length);
      }),
    );
  });
});
