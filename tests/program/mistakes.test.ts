import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalogue } from "../support/program/example";
import { repositoryRoot } from "../support/program/repository";
import { Sandbox, type Result } from "../support/program/sandbox";
import { UnreachableCluster } from "../support/program/unreachable-cluster";

jest.setTimeout(120_000);

/** Ten mistakes, in every part of the file, of single fields and between fields. */
const tenMistakes = {
  "mesh-platform:clutser": { context: "kind" },
  "mesh-platform:istio": { mtls: "strict", namespace: "mesh" },
  "mesh-platform:gateway": { namespace: "mesh", service: { type: "ClusterIP", nodePorts: { http: 30_080 } } },
  "mesh-platform:services": [
    { ...catalogue, port: 0, timeout: "10s", retries: { perTryTimeout: "1m" } },
    { ...catalogue, routes: [], replicas: undefined, balancing: "leastRequest", autoscaling: { min: 5, max: 3 } },
    { name: "basket", namespace: "shop" },
  ],
};

describe("a stack file with ten mistakes", () => {
  const folder = mkdtempSync(join(tmpdir(), "mesh-platform-mistakes-"));
  const kubeconfig = join(folder, "kubeconfig");
  const cluster = new UnreachableCluster();
  const sandbox = new Sandbox("mistaken", { KUBECONFIG: kubeconfig });
  let written: string;
  let preview: Result;

  beforeAll(async () => {
    await cluster.open(kubeconfig);
    await sandbox.init(tenMistakes);
    written = readFileSync(sandbox.stackFile, "utf8");
    preview = await sandbox.pulumi("preview");
  });

  afterAll(() => {
    cluster.close();
    sandbox.remove();
    rmSync(folder, { recursive: true });
  });

  test("is refused by pulumi preview with all ten at once, each with its place", () => {
    expect(preview.code).not.toBe(0);
    expect(preview.output).toContain("The configuration of this stack has 10 mistakes; nothing was deployed.");
    expect(preview.output.match(/^ +mesh-platform:\S+/gm)?.map((line) => line.trim())).toEqual([
      "mesh-platform:clutser",
      "mesh-platform:gateway.namespace",
      "mesh-platform:gateway.service.nodePorts",
      "mesh-platform:istio.mtls",
      "mesh-platform:services[0].port",
      "mesh-platform:services[0].retries.perTryTimeout",
      "mesh-platform:services[1].autoscaling.max",
      "mesh-platform:services[1].balancing",
      "mesh-platform:services[1].name",
      "mesh-platform:services[2].image",
    ]);
    expect(preview.output).toContain('did you mean "cluster"?');
  });

  test("is refused without a stack trace: the mistake is not in the program", () => {
    expect(preview.output).not.toMatch(/^\s+at /m);
  });

  test("changes neither the stack, nor its file, nor the repository", async () => {
    const state: unknown = JSON.parse(await sandbox.must("pulumi", ["stack", "export", "--stack", sandbox.stack]));
    expect(state).toHaveProperty("deployment");
    expect(state).not.toHaveProperty("deployment.resources");
    expect(readFileSync(sandbox.stackFile, "utf8")).toBe(written);
    expect(existsSync(join(repositoryRoot, "Pulumi.mistaken.yaml"))).toBe(false);
  });

  test("is refused before anybody asks the cluster", async () => {
    expect(cluster.requests).toBe(0);
    // The kubeconfig does lead there.
    await sandbox.run("kubectl", ["get", "--raw", "/version"]);
    expect(cluster.requests).toBeGreaterThan(0);
  });
});
