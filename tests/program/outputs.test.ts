import type { V1Deployment } from "@kubernetes/client-node";
import { basket, catalogue, existingMesh } from "../support/program/example";
import { dependencies, manifest, ofType, the } from "../support/program/inspect";
import { runProgram, stackConfig } from "../support/program/run-program";
import { stackFiles } from "../support/program/stack-files";

const SERVICE = "kubernetes:core/v1:Service";

describe("the outputs, which are all that CI knows of a stack", () => {
  test("of the local stack are these", async () => {
    const [local] = stackFiles().filter(({ path }) => path === "Pulumi.local.yaml");
    const { outputs } = await runProgram(local ?? { config: {} });
    // Written by hand, as a reader of the contract would expect it.
    expect(outputs).toEqual({
      baseUrl: "http://127.0.0.1:30080",
      endpoints: [
        {
          name: "backend-1 POST /hit_backend",
          method: "POST",
          url: "http://127.0.0.1:30080/hit_backend",
          body: '{"target":"backend-1","username":"smoke test"}',
          status: 200,
        },
        { name: "backend-1 GET /", method: "GET", url: "http://127.0.0.1:30080/", status: 200 },
      ],
      namespaces: { istio: "istio-system", gateway: "istio-ingress", services: ["backends"] },
      versions: { istio: "1.31.1", images: { "backend-1": "docker.io/mesh-platform/backend:0.1.0" } },
      kubectl: "kubectl --kubeconfig=/var/lib/mesh-platform/kubeconfig",
    });
  });

  test.each(stackFiles())("of $path say what the stack really has", async (file) => {
    const run = await runProgram(file);
    const { outputs } = run;
    expect(Object.keys(outputs).sort()).toEqual(["baseUrl", "endpoints", "kubectl", "namespaces", "versions"]);

    const deployments = ofType(run, "kubernetes:apps/v1:Deployment").map((resource) =>
      manifest<V1Deployment>(resource),
    );
    const images = deployments.map(({ metadata, spec }) => [
      metadata?.name ?? "",
      spec?.template.spec?.containers[0]?.image,
    ]);
    expect(outputs.versions.images).toEqual(Object.fromEntries(images));
    expect(new Set(outputs.namespaces.services)).toEqual(
      new Set(deployments.map(({ metadata }) => metadata?.namespace)),
    );

    const gateway = the(run, "kubernetes:helm.sh/v3:Release", "ingress-chart");
    expect(gateway.inputs).toMatchObject({ namespace: outputs.namespaces.gateway, version: outputs.versions.istio });

    expect(new URL(outputs.baseUrl).origin).toBe(outputs.baseUrl);
    expect(new Set(outputs.endpoints.map(({ name }) => name)).size).toBe(outputs.endpoints.length);
    for (const { url } of outputs.endpoints) expect(new URL(url).origin).toBe(outputs.baseUrl);
  });
});

describe("the base URL behind a load balancer", () => {
  const service = { type: "LoadBalancer" } as const;
  const config = stackConfig({ ...existingMesh, gateway: { service }, services: [catalogue, basket] });

  test.each([
    [{ hostname: "gateway.example.com" }, "http://gateway.example.com"],
    [{ ip: "203.0.113.7" }, "http://203.0.113.7"],
  ])("is the address that the cloud has given: %j", async (ingress, baseUrl) => {
    const { outputs } = await runProgram({ config, ingress });
    expect(outputs.baseUrl).toBe(baseUrl);
    expect(outputs.endpoints.map(({ url }) => url)).toEqual([`${baseUrl}/products/1`]);
  });

  test("is read once the gateway is there", async () => {
    const run = await runProgram({ config });
    const address = the(run, SERVICE, "ingress-address");
    expect(address).toMatchObject({ read: true, inputs: { id: "istio-ingress/istio-ingressgateway" } });
    expect(dependencies(run, address)).toContain("kubernetes:helm.sh/v3:Release ingress-chart");
    expect(run.outputs.baseUrl).toBe("http://pending");
  });

  test("is the configured address where there is one, and nothing is read", async () => {
    const gateway = { service, address: "mesh.example.com" };
    const run = await runProgram({ config: stackConfig({ ...existingMesh, gateway }) });
    expect(run.outputs.baseUrl).toBe("http://mesh.example.com");
    expect(run.resources.filter(({ read }) => read)).toEqual([]);
  });
});
