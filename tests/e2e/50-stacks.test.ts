import { eventually, kubectl } from "../support/e2e/command";
import {
  configOf,
  destroy,
  localStack,
  onEmbeddedCluster,
  outputs,
  preview,
  stackFrom,
  up,
  type Stack,
} from "../support/e2e/stack";
import { smoke } from "../../smoke/smoke";

/** Everything that a stack could have left in a cluster, by kind and name. */
async function leftovers(): Promise<string[]> {
  const kinds = [
    ...["namespaces", "customresourcedefinitions", "clusterroles", "clusterrolebindings"],
    ...["mutatingwebhookconfigurations", "validatingwebhookconfigurations", "validatingadmissionpolicies"],
  ];
  const listed = await kubectl("get", kinds.join(","), "--output", "name");
  const configMaps = await kubectl("get", "configmaps", "--all-namespaces", "--output", "name");
  return [...listed.split("\n"), ...configMaps.split("\n")].filter((name) => /istio|mesh-platform|backends/.test(name));
}

/** The requests of prod are meant for real nodes; everything else stays as its stack file says. */
async function prodOnOneNode(): Promise<Stack> {
  const config = await configOf("prod");
  const small = { requests: { cpu: "10m", memory: "48Mi" } };
  return stackFrom("prod", {
    ...config,
    istio: {
      ...config.istio,
      ...onEmbeddedCluster,
      istiod: { replicas: 2, resources: small },
      proxy: { resources: small },
    },
    gateway: { ...config.gateway, resources: small },
    services: config.services?.map((service) => ({ ...service, resources: small })),
  });
}

async function devStack(): Promise<Stack> {
  const config = await configOf("dev");
  return stackFrom("dev", { ...config, istio: { ...config.istio, ...onEmbeddedCluster } });
}

describe("stacks beside each other on one cluster", () => {
  test("a preview tells that an update would collide, the update refuses, and nothing is touched", async () => {
    const dev = await devStack();
    const before = await kubectl("get", "all,virtualservices", "--all-namespaces", "--output", "name");

    const previewed = await preview(dev);
    expect(previewed.code).toBe(0);
    expect(previewed.stdout).toMatch(/An update would be refused/);

    const updated = await up(dev);
    expect(updated.code).not.toBe(0);
    expect(updated.stdout).toMatch(/Istio is already installed in this cluster by the stack mesh-platform\.local/);
    expect(updated.stdout).toMatch(/mesh-platform:istio\.mode to "existing"/);
    expect(updated.stdout).toMatch(/Namespace backends belongs to the stack mesh-platform\.local/);
    expect(await kubectl("get", "all,virtualservices", "--all-namespaces", "--output", "name")).toEqual(before);
  });

  test("a stack uses the Istio of another one, serves beside it, and leaves its CRDs alone when it goes", async () => {
    const config = await configOf("local");
    const guest = await stackFrom("guest", {
      ...config,
      istio: { ...config.istio, mode: "existing" },
      gateway: { ...config.gateway, namespace: "guest-ingress", service: { nodePorts: { http: 30180, https: 30543 } } },
      services: config.services?.map((service) => ({ ...service, namespace: "guest-backends" })),
    });
    const installed = await up(guest);
    expect({ code: installed.code, said: installed.code === 0 ? "" : installed.stdout }).toEqual({ code: 0, said: "" });
    expect(installed.stdout).toMatch(/Using the Istio that is installed \(istio-system\/istiod\)/);
    const published = await outputs(guest);
    expect(published.baseUrl).toBe("http://127.0.0.1:30180");
    expect((await smoke(published)).filter(({ problem }) => problem !== undefined)).toEqual([]);
    expect((await smoke(await outputs(localStack))).filter(({ problem }) => problem !== undefined)).toEqual([]);

    expect((await destroy(guest)).code).toBe(0);
    const crds = await kubectl("get", "crds", "--output", "name");
    expect(crds.match(/istio\.io/g)).toHaveLength(15);
    expect((await smoke(await outputs(localStack))).filter(({ problem }) => problem !== undefined)).toEqual([]);
  });
});

describe("every environment of the program", () => {
  test("destroy leaves nothing behind, CRDs included", async () => {
    expect((await destroy(localStack)).code).toBe(0);
    expect(await leftovers()).toEqual([]);
  });

  test("a stack file with ten mistakes gives ten messages, and nothing is touched", async () => {
    const wrong = await stackFrom("wrong", {
      istio: { mode: "instal", mtls: "strict", hubb: "docker.io/istio", istiod: { replicas: 0 } },
      gateway: { service: { type: "Nodeport" }, replicas: { min: 3, max: 2 } },
      services: [{ name: "Backend", namespace: "backends", image: "backend:latest", port: 0, timeout: "fifteen" }],
    });
    const { code, stdout } = await up(wrong);
    expect(code).not.toBe(0);
    expect(stdout).toMatch(/10 mistakes|10 problems/);
    expect(await leftovers()).toEqual([]);
  });

  test("dev previews on an empty cluster without a warning", async () => {
    const { code, stdout } = await preview(await devStack());
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/would be refused/);
    expect(stdout).toMatch(/\+ \d+ to create/);
  });

  test("prod comes up with three replicas, serves, and goes without a trace", async () => {
    const prod = await prodOnOneNode();
    const previewed = await preview(prod);
    expect(previewed.code).toBe(0);
    const installed = await up(prod);
    expect({ code: installed.code, said: installed.code === 0 ? "" : installed.stdout }).toEqual({ code: 0, said: "" });
    expect((await smoke(await outputs(prod))).filter(({ problem }) => problem !== undefined)).toEqual([]);
    // A Deployment whose replicas are the autoscaler's begins with one.
    await eventually(async () => {
      const ready = await kubectl(
        ...[
          "get",
          "deployment",
          "backend-1",
          "--namespace",
          "backends",
          "--output",
          "jsonpath={.status.readyReplicas}",
        ],
      );
      expect(Number(ready)).toBeGreaterThanOrEqual(3);
    }, 120);

    const again = await up(prod);
    expect(again.stdout).toMatch(/Resources:\n\s+\d+ unchanged\n/);

    expect((await destroy(prod)).code).toBe(0);
    expect(await leftovers()).toEqual([]);
  });
});
