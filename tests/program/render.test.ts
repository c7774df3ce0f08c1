import type { V1ConfigMap, V1Deployment, V1Namespace } from "@kubernetes/client-node";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { GatewaySpec, MeshConfig } from "../../sdks/istio";
import { serveCharts, type ChartRepository } from "../support/program/chart-repository";
import { concurrently } from "../support/program/concurrently";
import { containers, isPinned } from "../support/program/images";
import { podWeaknesses } from "../support/program/pod-security";
import { ofKind, render, type Rendering } from "../support/program/render";
import { stackFiles, type StackFile } from "../support/program/stack-files";
import { toolchain } from "../support/program/toolchain";

/**
 * The real CLI, plugin and charts without a cluster: what mocks cannot show. That an API server takes the manifests, and that
 * they work, only e2e tests show; and what istiod itself adds to a pod is in none of them.
 */
jest.setTimeout(240_000);

/** Pods of Istio's own charts name the image "auto", for which istiod's webhook puts in the one of its settings. */
const INJECTED = "auto";

let repository: ChartRepository | undefined;
let renderings: ReadonlyMap<StackFile, PromiseSettledResult<Rendering>> = new Map();
const files = stackFiles();

beforeAll(async () => {
  const { charts } = await toolchain();
  const { url } = (repository = await serveCharts(charts));
  renderings = await concurrently(files, (file) => render(file, url));
});

afterAll(() => {
  repository?.close();
  for (const result of renderings.values()) if (result.status === "fulfilled") result.value.sandbox.remove();
});

describe.each(files)("the manifests of $path", (file) => {
  let rendering: Rendering;

  beforeAll(() => {
    const result = renderings.get(file);
    if (result?.status === "rejected") throw result.reason;
    if (result !== undefined) rendering = result.value;
  });

  /** The data of a ConfigMap of istiod's. */
  const settings = (name: string) =>
    ofKind<V1ConfigMap>(rendering, "ConfigMap").find(({ metadata }) => metadata?.name === name)?.data ?? {};

  test("CN8: istioctl validate finds nothing wrong", async () => {
    expect(await rendering.sandbox.run("istioctl", ["validate", "--filename", rendering.folder])).toEqual({
      code: 0,
      output: expect.stringContaining("is valid"),
    });
  });

  test("CN8: istioctl analyze finds nothing to warn of", async () => {
    expect(await analyze(rendering, rendering.folder)).toEqual({
      code: 0,
      output: expect.stringContaining("No validation issues found"),
    });
  });

  test("CN8: istioctl analyze would find a route to a gateway that is not there", async () => {
    const broken = join(rendering.sandbox.folder, "broken.yaml");
    writeFileSync(broken, routeToNowhere);
    const { code, output } = await analyze(rendering, rendering.folder, broken);
    expect(code).not.toBe(0);
    expect(output).toContain('Referenced gateway not found: "nowhere"');
  });

  test("every image is pinned", () => {
    const all = containers(rendering);
    const own = all.filter(({ image }) => image !== INJECTED);
    expect(own.length).toBeGreaterThan(1);
    expect(own.filter(({ image }) => !isPinned(image))).toEqual([]);
    expect(all.filter(({ image }) => image === INJECTED).map(({ name }) => name)).toEqual([
      "Deployment/istio-ingressgateway/istio-proxy",
    ]);
  });

  test("the image that istiod puts into pods is of istiod's own version", () => {
    const { global }: { global: { hub: string; tag: string } } = JSON.parse(
      settings("istio-sidecar-injector")["values"] ?? "",
    );
    const istiod = containers(rendering).filter(({ name }) => name.startsWith("Deployment/istiod/"));
    expect(istiod.map(({ image }) => image)).toEqual([`${global.hub}/pilot:${global.tag}`]);
    expect(isPinned(`${global.hub}/proxyv2:${global.tag}`)).toBe(true);
  });

  test("istiod looks at the namespaces of the stack and at no others", () => {
    const mesh: MeshConfig = parse(settings("istio")["mesh"] ?? "");
    expect(mesh.discoverySelectors).toEqual([{ matchLabels: { "istio-discovery": "enabled" } }]);
    const namespaces = ofKind<V1Namespace>(rendering, "Namespace");
    expect(namespaces.length).toBeGreaterThan(2);
    for (const { metadata } of namespaces) {
      expect(metadata?.labels).toMatchObject({ "istio-discovery": "enabled" });
    }
  });

  test("the Gateway's selector finds the gateway's pods, in its own namespace", () => {
    const deployments = ofKind<V1Deployment>(rendering, "Deployment");
    const gateways = ofKind<{ metadata: { namespace: string }; spec: GatewaySpec }>(rendering, "Gateway");
    expect(gateways.length).toBeGreaterThan(0);
    for (const { metadata, spec } of gateways) {
      const selected = deployments.filter(
        (deployment) =>
          deployment.metadata?.namespace === metadata.namespace &&
          Object.entries(spec.selector ?? {}).every(
            ([key, value]) => deployment.spec?.template.metadata?.labels?.[key] === value,
          ),
      );
      expect(selected.map((deployment) => deployment.metadata?.name)).toEqual(["istio-ingressgateway"]);
    }
  });

  test("RT10: no container of the platform's own could do more than it has to", () => {
    // Istio's charts say themselves what their pods may do.
    const own = ofKind<V1Deployment>(rendering, "Deployment").filter(
      ({ metadata }) => metadata?.labels?.["app.kubernetes.io/managed-by"] !== "Helm",
    );
    expect(own.length).toBeGreaterThan(0);
    for (const { metadata, spec } of own) {
      const weaknesses = podWeaknesses(spec?.template.spec ?? { containers: [] });
      expect({ name: metadata?.name, weaknesses }).toEqual({ name: metadata?.name, weaknesses: [] });
    }
  });
});

/** Nothing is suppressed. */
async function analyze(rendering: Rendering, ...paths: string[]): Promise<{ code: number; output: string }> {
  const options = ["--use-kube=false", "--all-namespaces", "--failure-threshold", "Warning", "--color=false"];
  return rendering.sandbox.run("istioctl", ["analyze", ...options, ...paths]);
}

const routeToNowhere = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: broken, namespace: istio-ingress }
spec:
  hosts: ["broken.example.com"]
  gateways: [nowhere]
  http: [{ route: [{ destination: { host: nobody.example.com } }] }]
`;
