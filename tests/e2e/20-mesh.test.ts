import { kubectl, must } from "../support/e2e/command";
import { callerPod, callFrom, plainNamespace, removeNamespace } from "../support/e2e/probe";

const outside = "e2e-outside-the-mesh";

async function backendPod(): Promise<{ address: string; containers: string[] }> {
  const pods: {
    items: {
      status: { podIP: string };
      spec: { containers: { name: string }[]; initContainers?: { name: string }[] };
    }[];
  } = JSON.parse(
    await kubectl("get", "pods", "--namespace", "backends", "--selector", "app=backend-1", "--output", "json"),
  );
  const [pod] = pods.items;
  if (pod === undefined) throw new Error("backend-1 has no pod");
  const containers = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].map(({ name }) => name);
  return { address: pod.status.podIP, containers };
}

describe("CN3: mutual TLS is strict", () => {
  beforeAll(async () => {
    await plainNamespace(outside);
    await callerPod(outside, "caller");
  });
  afterAll(() => removeNamespace(outside));

  test("a workload has a sidecar", async () => {
    const { containers } = await backendPod();
    expect(containers).toEqual(expect.arrayContaining(["app", "istio-proxy"]));
  });

  test("plain text to the pod and to its service is refused", async () => {
    const { address } = await backendPod();
    // The same pod answers on the port that is meant for probes: what follows is a refusal, not a broken network.
    expect(await callFrom(outside, "caller", `http://${address}:15021/healthz/ready`)).toEqual({ status: 200 });
    expect(await callFrom(outside, "caller", `http://${address}:8080/livez`)).toEqual({ failure: "ECONNRESET" });
    expect(await callFrom(outside, "caller", "http://backend-1.backends/livez")).toEqual({ failure: "ECONNRESET" });
  });

  test("plain text from the node itself is refused too", async () => {
    const { address } = await backendPod();
    await expect(fetch(`http://${address}:8080/livez`)).rejects.toThrow();
  });
});

describe("BF5, AL3: a service's traffic policy reaches the gateway's live configuration", () => {
  test("circuit breaker and balancing are what the config says", async () => {
    const dump = await must("istioctl", [
      ...["proxy-config", "cluster", "deployment/istio-ingressgateway", "--namespace", "istio-ingress"],
      ...["--fqdn", "backend-1.backends.svc.cluster.local", "--port", "80", "--output", "json"],
    ]);
    const [cluster]: Record<string, unknown>[] = JSON.parse(dump);
    expect(cluster).toMatchObject({
      lbPolicy: "LEAST_REQUEST",
      outlierDetection: { consecutive5xx: 5, interval: "30s", baseEjectionTime: "30s", maxEjectionPercent: 50 },
    });
  });

  test("timeout and retries are what the config says", async () => {
    const dump = await must("istioctl", [
      ...["proxy-config", "route", "deployment/istio-ingressgateway", "--namespace", "istio-ingress"],
      ...["--name", "http.80", "--output", "json"],
    ]);
    const tables: { virtualHosts: { routes: { name?: string; route?: Record<string, unknown> }[] }[] }[] =
      JSON.parse(dump);
    const routes = tables.flatMap(({ virtualHosts }) => virtualHosts).flatMap((host) => host.routes);
    const route = routes.find(({ name }) => name?.startsWith("backend-1:/hit_backend"))?.route;
    expect(route).toMatchObject({ timeout: "15s", retryPolicy: { numRetries: 2, perTryTimeout: "15s" } });
  });

  test("istioctl finds nothing to complain about in the live mesh", async () => {
    const said = await must("istioctl", ["analyze", "--all-namespaces", "--failure-threshold", "Warning"]);
    expect(said).not.toMatch(/^(Warning|Error)/m);
  });
});
