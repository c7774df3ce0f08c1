import * as fc from "fast-check";
import { podLabels, podSpec, selectorLabels } from "../../../components/workloads/pod-spec";
import { anyServices, catalogue, type Services } from "../policies/catalogues";

type Service = Services[number];

function serviceWith(fields: Parameters<typeof catalogue>[0]): Service {
  const [service] = catalogue({ name: "shop", ...fields });
  if (service === undefined) throw new Error("no service");
  return service;
}

/** The pod as plain data, as it is in a manifest. */
function podOf(service: Service) {
  const { containers, ...pod } = JSON.parse(JSON.stringify(podSpec(service))) as {
    containers: [{ env: { name: string; value?: string; valueFrom?: object }[] } & Record<string, unknown>];
  } & Record<string, unknown>;
  expect(containers).toHaveLength(1);
  return { pod, container: containers[0] };
}

describe("the pod of a service", () => {
  test("passes Kubernetes' restricted security standard", () => {
    const { pod, container } = podOf(serviceWith({}));
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    });
    expect(container).toMatchObject({
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
        readOnlyRootFilesystem: true,
      },
    });
  });

  test("runs under a service account of its own, with time to finish what it has accepted", () => {
    const { pod } = podOf(serviceWith({}));
    expect(pod).toMatchObject({ serviceAccountName: "shop", terminationGracePeriodSeconds: 40 });
  });

  test("is probed on its own port: for readiness and liveness apart, and not for liveness before it has started", () => {
    const { container } = podOf(serviceWith({ port: 3000, health: { liveness: "/alive", readiness: "/ready" } }));
    expect(container).toMatchObject({
      ports: [{ name: "http", containerPort: 3000 }],
      startupProbe: { httpGet: { path: "/alive", port: 3000 } },
      livenessProbe: { httpGet: { path: "/alive", port: 3000 } },
      readinessProbe: { httpGet: { path: "/ready", port: 3000 } },
    });
  });

  test("has a writable /tmp, all else being read-only", () => {
    const { pod, container } = podOf(serviceWith({}));
    expect(container).toMatchObject({ volumeMounts: [{ name: "tmp", mountPath: "/tmp" }] });
    expect(pod).toMatchObject({ volumes: [{ name: "tmp", emptyDir: {} }] });
  });

  test("is told its name, port and place", () => {
    const { container } = podOf(serviceWith({ port: 3000 }));
    expect(container.env).toEqual([
      { name: "SERVICE_NAME", value: "shop" },
      { name: "PORT", value: "3000" },
      { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
      { name: "POD_NAMESPACE", valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } } },
      { name: "POD_IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
    ]);
  });

  test("takes a service's own environment before the program's, and no variable is there twice", () => {
    const env = { SERVICE_NAME: "other", POD_IP: "192.0.2.7", EXTRA: "1" };
    const { container } = podOf(serviceWith({ env }));
    expect(container.env).toEqual(
      expect.arrayContaining(Object.entries(env).map(([name, value]) => ({ name, value }))),
    );
    const names = container.env.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test("has the variables of the config, each once, for any service", () => {
    fc.assert(
      fc.property(anyServices, (services) => {
        for (const service of services) {
          const { container } = podOf(service);
          const names = container.env.map(({ name }) => name);
          expect(new Set(names).size).toBe(names.length);
          expect(Object.fromEntries(container.env.map(({ name, value }) => [name, value]))).toMatchObject(service.env);
          expect(container).toMatchObject({ image: service.image, resources: service.resources });
        }
      }),
    );
  });

  test("keeps away from pods of its own service, by the labels that they really have", () => {
    fc.assert(
      fc.property(anyServices, (services) => {
        for (const service of services) {
          expect(podLabels(service)).toMatchObject(selectorLabels(service));
          expect(JSON.stringify(podOf(service).pod["affinity"])).toContain(JSON.stringify(selectorLabels(service)));
        }
      }),
    );
  });

  test("carries the labels by which Istio's telemetry groups", () => {
    expect(podLabels(serviceWith({}))).toMatchObject({ app: "shop", version: "v1" });
  });
});
