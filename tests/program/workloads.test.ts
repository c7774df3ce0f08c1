import type { V1Deployment, V2HorizontalPodAutoscaler } from "@kubernetes/client-node";
import { everyKind, existingMesh } from "../support/program/example";
import { dependencies, manifest, ofType, the } from "../support/program/inspect";
import { podWeaknesses } from "../support/program/pod-security";
import { runProgram, stackConfig, type ProgramRun } from "../support/program/run-program";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const AUTOSCALER = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";

let run: ProgramRun;
beforeAll(async () => {
  run = await runProgram({ config: stackConfig({ ...everyKind, ...existingMesh }) });
});

describe("replicas", () => {
  test("are the Deployment's own where the config fixes them", () => {
    expect(the(run, DEPLOYMENT, "catalogue").inputs["spec"]).toHaveProperty("replicas", 2);
  });

  test("SB4: are left to the autoscaler where there is one, or the next update would fail with a conflict", () => {
    expect(the(run, DEPLOYMENT, "basket").inputs["spec"]).not.toHaveProperty("replicas");
    const { spec, metadata } = manifest<V2HorizontalPodAutoscaler>(the(run, AUTOSCALER, "basket"));
    expect(metadata?.namespace).toBe("shop");
    expect(spec).toEqual({
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "basket" },
      minReplicas: 3,
      maxReplicas: 5,
      metrics: [
        {
          type: "ContainerResource",
          containerResource: { name: "cpu", container: "app", target: { type: "Utilization", averageUtilization: 50 } },
        },
      ],
    });
  });

  test("are protected from drains by a budget that selects the pods", () => {
    const { spec } = manifest<V1Deployment>(the(run, DEPLOYMENT, "basket"));
    const budget = the(run, "kubernetes:policy/v1:PodDisruptionBudget", "basket");
    expect(budget.inputs["spec"]).toEqual({ minAvailable: 2, selector: spec?.selector });
    expect(spec?.template.metadata?.labels).toMatchObject(spec?.selector.matchLabels ?? { none: "" });
  });
});

describe("RT10: every container of the platform", () => {
  test("is locked down", () => {
    const pods = ofType(run, DEPLOYMENT).map((deployment) => ({
      name: deployment.name,
      pod: manifest<V1Deployment>(deployment).spec?.template.spec,
    }));
    expect(pods).toHaveLength(3);
    for (const { name, pod } of pods) {
      expect({ name, weaknesses: pod && podWeaknesses(pod) }).toEqual({ name, weaknesses: [] });
    }
  });

  test("runs under a service account of its service's own, without a token", () => {
    for (const deployment of ofType(run, DEPLOYMENT)) {
      const pod = manifest<V1Deployment>(deployment).spec?.template.spec;
      expect(pod?.serviceAccountName).toBe(deployment.name);
      const account = the(run, "kubernetes:core/v1:ServiceAccount", deployment.name);
      expect(account.inputs).toMatchObject({ automountServiceAccountToken: false });
      expect(dependencies(run, deployment)).toContain(`kubernetes:core/v1:ServiceAccount ${deployment.name}`);
    }
  });

  test("says whether it lives and whether it is ready", () => {
    for (const deployment of ofType(run, DEPLOYMENT)) {
      const containers = manifest<V1Deployment>(deployment).spec?.template.spec?.containers;
      expect(containers).toEqual([
        expect.objectContaining({
          livenessProbe: expect.objectContaining({ httpGet: { path: "/livez", port: 8080 } }),
          readinessProbe: expect.objectContaining({ httpGet: { path: "/readyz", port: 8080 } }),
        }),
      ]);
    }
  });
});
