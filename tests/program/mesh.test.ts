import { basket, catalogue, everyKind, ledger } from "../support/program/example";
import { dependencies, istioResources, labels, ofType, the } from "../support/program/inspect";
import { CRD } from "../support/program/recording-monitor";
import { runProgram, stackConfig, type ProgramRun } from "../support/program/run-program";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const NAMESPACE = "kubernetes:core/v1:Namespace";

describe("a mesh that the stack installs", () => {
  let run: ProgramRun;
  beforeAll(async () => {
    run = await runProgram({ config: stackConfig(everyKind) });
  });

  /** What must be there before a resource of Istio's kinds is accepted, or a pod gets its sidecar. */
  const ready = () => labels([...ofType(run, CRD), the(run, RELEASE, "mesh-istiod")]);

  test("every resource of Istio's kinds waits for its CRD and for istiod", () => {
    const resources = istioResources(run);
    expect(resources).toHaveLength(10);
    expect(ready()).toHaveLength(16);
    for (const resource of resources) {
      expect(dependencies(run, resource)).toEqual(expect.arrayContaining(ready()));
    }
  });

  test("every pod waits for istiod, whose webhook gives it its sidecar", () => {
    const deployments = ofType(run, "kubernetes:apps/v1:Deployment");
    expect(deployments).toHaveLength(3);
    for (const resource of [...deployments, the(run, RELEASE, "ingress-chart")]) {
      expect(dependencies(run, resource)).toEqual(expect.arrayContaining(ready()));
    }
  });

  test("istiod waits for the CRDs that it watches and for the base chart", () => {
    expect(dependencies(run, the(run, RELEASE, "mesh-istiod"))).toEqual(
      [...labels(ofType(run, CRD)), `${NAMESPACE} istio-system`, `${RELEASE} mesh-base`].sort(),
    );
  });

  test("the base chart brings none of the CRDs, which would outlive the stack", () => {
    const { inputs } = the(run, RELEASE, "mesh-base");
    const own = ofType(run, CRD).map(({ name }) => name.replace(/^mesh-/, ""));
    expect(inputs["values"]).toMatchObject({ base: { excludedCRDs: own.sort() } });
  });

  test("CN3: mutual TLS is strict in the whole mesh", () => {
    const [policy, ...others] = ofType(run, "kubernetes:security.istio.io/v1:PeerAuthentication");
    expect(others).toEqual([]);
    expect(policy?.inputs).toMatchObject({
      metadata: { name: "default", namespace: "istio-system" },
      spec: { mtls: { mode: "STRICT" } },
    });
  });
});

describe("a mesh that is there already", () => {
  let run: ProgramRun;
  beforeAll(async () => {
    const istio = { mode: "existing", revision: "canary" } as const;
    run = await runProgram({ config: stackConfig({ istio, services: [catalogue, basket, ledger] }) });
  });

  test("gets no CRD, no control plane, no policy and no namespace of the mesh's own", () => {
    expect(ofType(run, CRD)).toEqual([]);
    const policies = ofType(run, "kubernetes:security.istio.io/v1:PeerAuthentication");
    expect(policies.map(({ inputs }) => inputs["metadata"])).toEqual([
      { name: "default", namespace: "shop" },
      { name: "default", namespace: "accounting" },
    ]);
    expect(labels(ofType(run, RELEASE))).toEqual([`${RELEASE} ingress-chart`]);
    expect(labels(ofType(run, NAMESPACE))).toEqual([
      `${NAMESPACE} accounting`,
      `${NAMESPACE} istio-ingress`,
      `${NAMESPACE} shop`,
    ]);
  });

  test("gives its sidecars by revision", () => {
    for (const { inputs } of ofType(run, NAMESPACE)) {
      expect(inputs).toHaveProperty(["metadata", "labels", "istio.io/rev"], "canary");
      expect(inputs).not.toHaveProperty(["metadata", "labels", "istio-injection"]);
    }
    expect(the(run, RELEASE, "ingress-chart").inputs["values"]).toMatchObject({ revision: "canary" });
  });

  test("is waited for by nothing", () => {
    expect(istioResources(run)).toHaveLength(11);
    for (const resource of istioResources(run)) {
      expect(dependencies(run, resource)).toEqual([expect.stringContaining(NAMESPACE)]);
    }
  });
});
