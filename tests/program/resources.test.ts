import { STACK_LABEL } from "../../components/cluster/ownership";
import { everyKind } from "../support/program/example";
import { labels, ofType, withoutCrds } from "../support/program/inspect";
import { CRD } from "../support/program/recording-monitor";
import { runProgram, stackConfig, type ProgramRun } from "../support/program/run-program";

let run: ProgramRun;

beforeAll(async () => {
  run = await runProgram({ config: stackConfig(everyKind) });
});

describe("the resources of a mesh with three services", () => {
  test("are these and no others", () => {
    // Written by hand: a list computed from the config would agree with any mistake in it.
    expect(labels(withoutCrds(run.resources))).toEqual([
      "kubernetes:apps/v1:Deployment basket",
      "kubernetes:apps/v1:Deployment catalogue",
      "kubernetes:apps/v1:Deployment ledger",
      "kubernetes:autoscaling/v2:HorizontalPodAutoscaler basket",
      "kubernetes:core/v1:Namespace accounting",
      "kubernetes:core/v1:Namespace istio-ingress",
      "kubernetes:core/v1:Namespace istio-system",
      "kubernetes:core/v1:Namespace shop",
      "kubernetes:core/v1:Service basket",
      "kubernetes:core/v1:Service catalogue",
      "kubernetes:core/v1:Service ledger",
      "kubernetes:core/v1:ServiceAccount basket",
      "kubernetes:core/v1:ServiceAccount catalogue",
      "kubernetes:core/v1:ServiceAccount ledger",
      "kubernetes:helm.sh/v3:Release ingress-chart",
      "kubernetes:helm.sh/v3:Release mesh-base",
      "kubernetes:helm.sh/v3:Release mesh-istiod",
      "kubernetes:networking.istio.io/v1:DestinationRule basket",
      "kubernetes:networking.istio.io/v1:DestinationRule catalogue",
      "kubernetes:networking.istio.io/v1:DestinationRule ledger",
      "kubernetes:networking.istio.io/v1:Gateway ingress-ports",
      "kubernetes:networking.istio.io/v1:VirtualService basket",
      "kubernetes:networking.istio.io/v1:VirtualService catalogue",
      "kubernetes:networking.istio.io/v1:VirtualService ingress-host-any",
      "kubernetes:networking.istio.io/v1:VirtualService ingress-host.basket.example.com",
      "kubernetes:networking.istio.io/v1:VirtualService ledger",
      "kubernetes:policy/v1:PodDisruptionBudget basket",
      "kubernetes:security.istio.io/v1:PeerAuthentication mesh-mtls",
      "mesh-platform:index:Platform platform",
      "mesh-platform:mesh:IngressGateway ingress",
      "mesh-platform:mesh:Mesh mesh",
      "mesh-platform:policies:IngressRoutes ingress",
      "mesh-platform:policies:ServicePolicies basket",
      "mesh-platform:policies:ServicePolicies catalogue",
      "mesh-platform:policies:ServicePolicies ledger",
      "mesh-platform:workloads:Workload basket",
      "mesh-platform:workloads:Workload catalogue",
      "mesh-platform:workloads:Workload ledger",
      "pulumi:providers:kubernetes kubernetes",
      "pulumi:pulumi:Stack mesh-platform-test",
    ]);
  });

  test("include each of Istio's CRDs", () => {
    expect(ofType(run, CRD)).toHaveLength(15);
  });

  test("all go through the one explicit provider, with the plugin version that every stack uses", () => {
    const kubernetes = run.resources.filter(({ type }) => type.startsWith("kubernetes:"));
    const [provider] = ofType(run, "pulumi:providers:kubernetes");
    expect(provider?.version).toBe("4.25.0");
    for (const { urn, version, provider: used } of kubernetes) {
      expect({ urn, version, used }).toEqual({ urn, version: "4.25.0", used: `${provider?.urn}::kubernetes-id` });
    }
  });

  test("with another version of the plugin in the config, all ask for that one", async () => {
    const cluster = { provider: { version: "4.24.1" } };
    const { resources } = await runProgram({ config: stackConfig({ cluster, istio: { mode: "existing" } }) });
    const asked = resources.flatMap(({ version }) => version ?? []);
    expect(asked.length).toBeGreaterThan(3);
    expect(new Set(asked)).toEqual(new Set(["4.24.1"]));
  });
});

describe("every namespace of the stack", () => {
  const namespaceLabels = () =>
    Object.fromEntries(
      ofType(run, "kubernetes:core/v1:Namespace").map(({ name, inputs }) => [name, inputs["metadata"]]),
    );
  const own = { "istio-discovery": "enabled", [STACK_LABEL]: "mesh-platform.test" };
  const injected = { ...own, "istio-injection": "enabled" };

  test("says whose it is and is seen by the mesh; those with workloads get sidecars", () => {
    expect(namespaceLabels()).toEqual({
      accounting: { name: "accounting", labels: injected },
      shop: { name: "shop", labels: injected },
      "istio-ingress": { name: "istio-ingress", labels: injected },
      "istio-system": { name: "istio-system", labels: own },
    });
  });
});
