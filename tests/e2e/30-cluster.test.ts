import { apply, eventually, kubectl } from "../support/e2e/command";
import { callerPod, callFrom, plainNamespace, probeImage, removeNamespace } from "../support/e2e/probe";

const namespace = "e2e-cluster";

const server = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: server, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: server } }
  template:
    metadata: { labels: { app: server } }
    spec:
      containers:
        - name: app
          image: ${probeImage}
          imagePullPolicy: IfNotPresent
          env: [{ name: SERVICE_NAME, value: server }]
          resources: { requests: { cpu: 10m, memory: 32Mi } }
          readinessProbe: { httpGet: { path: /readyz, port: 8080 }, periodSeconds: 1 }
---
apiVersion: v1
kind: Service
metadata: { name: server, namespace: ${namespace} }
spec: { selector: { app: server }, ports: [{ port: 80, targetPort: 8080 }] }
`;

const onlyFriends = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: only-friends, namespace: ${namespace} }
spec:
  podSelector: { matchLabels: { app: server } }
  policyTypes: [Ingress]
  ingress: [{ from: [{ podSelector: { matchLabels: { role: friend } } }] }]
`;

const autoscaler = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: server, namespace: ${namespace} }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: server }
  minReplicas: 1
  maxReplicas: 2
  metrics:
    - type: ContainerResource
      containerResource: { name: cpu, container: app, target: { type: Utilization, averageUtilization: 50 } }
`;

describe("the embedded cluster does what a real one does", () => {
  beforeAll(async () => {
    await plainNamespace(namespace);
    await apply(server);
    await kubectl("rollout", "status", "deployment/server", "--namespace", namespace, "--timeout=120s");
    await Promise.all([callerPod(namespace, "friend", { role: "friend" }), callerPod(namespace, "stranger")]);
  });
  afterAll(() => removeNamespace(namespace));

  const call = (pod: string) => callFrom(namespace, pod, "http://server/livez");

  test("RT10: a NetworkPolicy blocks the pod that it does not name, and only that one", async () => {
    expect(await call("friend")).toEqual({ status: 200 });
    expect(await call("stranger")).toEqual({ status: 200 });

    await apply(onlyFriends);
    await eventually(async () => {
      expect(await call("stranger")).toHaveProperty("failure");
    });
    expect(await call("friend")).toEqual({ status: 200 });

    await kubectl("delete", "networkpolicy", "only-friends", "--namespace", namespace);
    await eventually(async () => {
      expect(await call("stranger")).toEqual({ status: 200 });
    });
  });

  test("SB4: an autoscaler reads a container's CPU from metrics-server", async () => {
    await apply(autoscaler);
    await eventually(async () => {
      const scaler: {
        status?: { currentMetrics?: { containerResource?: { current?: { averageUtilization?: number } } }[] };
      } = JSON.parse(await kubectl("get", "hpa", "server", "--namespace", namespace, "--output", "json"));
      expect(scaler.status?.currentMetrics?.[0]?.containerResource?.current?.averageUtilization).toEqual(
        expect.any(Number),
      );
    }, 120);
  });
});
