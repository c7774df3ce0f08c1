import type { PlatformInput } from "../../components/config";
import { existingMesh } from "../support/program/example";
import { ofType, the } from "../support/program/inspect";
import { runProgram, stackConfig } from "../support/program/run-program";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const CHART = "kubernetes:helm.sh/v4:Chart";

type ServiceInput = NonNullable<NonNullable<PlatformInput["gateway"]>["service"]>;

/** The values that the gateway's chart gets for its Service. What the chart makes of them is for the rendering tests. */
async function serviceValues(service: ServiceInput): Promise<unknown> {
  const run = await runProgram({ config: stackConfig({ ...existingMesh, gateway: { service } }) });
  const { values }: { values?: { service?: unknown } } = the(run, RELEASE, "ingress-chart").inputs;
  return values?.service;
}

describe("the gateway's Service", () => {
  const port = (name: string, number: number) => ({ name, port: number, targetPort: number, protocol: "TCP" });

  test("RT1: NodePort opens the ports that the config names on every node", async () => {
    expect(await serviceValues({ type: "NodePort", nodePorts: { http: 31_080, https: 31_443 } })).toEqual({
      type: "NodePort",
      annotations: {},
      externalTrafficPolicy: "Local",
      ports: [
        expect.objectContaining({ port: 15_021 }),
        { ...port("http2", 80), nodePort: 31_080 },
        { ...port("https", 443), nodePort: 31_443 },
      ],
    });
  });

  test("LoadBalancer carries the annotations that the cloud wants, and leaves node ports to Kubernetes", async () => {
    const annotations = { "service.beta.kubernetes.io/aws-load-balancer-type": "external" };
    const service = { type: "LoadBalancer", annotations, externalTrafficPolicy: "Cluster" } as const;
    expect(await serviceValues(service)).toEqual({
      type: "LoadBalancer",
      annotations,
      externalTrafficPolicy: "Cluster",
      ports: [expect.objectContaining({ port: 15_021 }), port("http2", 80), port("https", 443)],
    });
  });

  test("ClusterIP has neither node ports nor a policy for traffic from outside, which Kubernetes would refuse", async () => {
    expect(await serviceValues({ type: "ClusterIP" })).toEqual({
      type: "ClusterIP",
      annotations: {},
      ports: [expect.objectContaining({ port: 15_021 }), port("http2", 80), port("https", 443)],
    });
  });
});

describe("rendering instead of deploying", () => {
  test("uses charts that can be rendered, the same ones with the same values, and asks no cluster", async () => {
    const gateway = { service: { type: "LoadBalancer" } } as const;
    const deployed = await runProgram({ config: stackConfig({ gateway }) });
    const rendered = await runProgram({ config: stackConfig({ gateway, cluster: { renderTo: "/tmp/manifests" } }) });

    expect(ofType(rendered, RELEASE)).toEqual([]);
    expect(ofType(rendered, CHART).map(({ name }) => name)).toEqual(ofType(deployed, RELEASE).map(({ name }) => name));
    for (const { name, inputs, version } of ofType(rendered, CHART)) {
      const { atomic, timeout, compat, ...same } = the(deployed, RELEASE, name).inputs;
      expect({ atomic, timeout, compat }).toEqual({ atomic: true, timeout: 300, compat: "true" });
      expect(inputs).toEqual(same);
      expect(version).toBe("4.25.0");
    }
    expect(the(rendered, "pulumi:providers:kubernetes", "kubernetes").inputs).toEqual({
      renderYamlToDirectory: "/tmp/manifests",
    });
    expect(rendered.resources.filter(({ read }) => read)).toEqual([]);
  });
});
