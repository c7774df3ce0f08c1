import type { types } from "@pulumi/kubernetes";
import type { ServiceConfig } from "../config";

type PodSpec = types.input.core.v1.PodSpec;
type Container = types.input.core.v1.Container;
type Probe = types.input.core.v1.Probe;

/** Names by which the parts of a workload find each other. */
export function selectorLabels(service: ServiceConfig): Record<string, string> {
  return { "app.kubernetes.io/name": service.name };
}

/** `app` and `version` are what Istio's telemetry and tools such as Kiali group by: https://istio.io/latest/docs/ops/deployment/application-requirements/ */
export function podLabels(service: ServiceConfig): Record<string, string> {
  return { ...selectorLabels(service), app: service.name, version: "v1" };
}

/** Nothing that a container of this platform needs is forbidden here, and nothing else is allowed. */
const containerSecurity = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
};

/**
 * The time from SIGTERM to SIGKILL. A pod first goes unready and waits for proxies to notice, then finishes what it has
 * accepted; cut off earlier, it would drop requests at every deployment.
 */
const TERMINATION_GRACE_SECONDS = 40;

function probe(path: string, port: number, timing: Partial<Probe>): Probe {
  return { httpGet: { path, port }, ...timing };
}

/** What the program itself tells every container; a service's own `env` wins. */
function environment(service: ServiceConfig): Container["env"] {
  const own = { SERVICE_NAME: service.name, PORT: String(service.port), ...service.env };
  const downward = { POD_NAME: "metadata.name", POD_NAMESPACE: "metadata.namespace", POD_IP: "status.podIP" };
  return [
    ...Object.entries(own).map(([name, value]) => ({ name, value })),
    // A name that is listed twice is refused by server-side apply.
    ...Object.entries(downward)
      .filter(([name]) => !(name in own))
      .map(([name, fieldPath]) => ({ name, valueFrom: { fieldRef: { fieldPath } } })),
  ];
}

/** The pod of a service: one container, hardened, probed, and spread over nodes where there are several. */
export function podSpec(service: ServiceConfig): PodSpec {
  const { liveness, readiness } = service.health;
  return {
    serviceAccountName: service.name,
    // No workload of the platform talks to the Kubernetes API; the sidecar mounts a token of its own.
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: TERMINATION_GRACE_SECONDS,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: {
              topologyKey: "kubernetes.io/hostname",
              labelSelector: { matchLabels: selectorLabels(service) },
            },
          },
        ],
      },
    },
    containers: [
      {
        name: "app",
        image: service.image,
        imagePullPolicy: "IfNotPresent",
        env: environment(service),
        ports: [{ name: "http", containerPort: service.port }],
        resources: service.resources,
        securityContext: containerSecurity,
        // Started means that the first answer came; until then the other probes wait, so that a slow start is no crash.
        startupProbe: probe(liveness, service.port, { periodSeconds: 1, failureThreshold: 60 }),
        livenessProbe: probe(liveness, service.port, { periodSeconds: 10, failureThreshold: 3 }),
        readinessProbe: probe(readiness, service.port, { periodSeconds: 3, failureThreshold: 2 }),
        volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
      },
    ],
    volumes: [{ name: "tmp", emptyDir: {} }],
  };
}
