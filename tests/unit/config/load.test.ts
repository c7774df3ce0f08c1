import * as pulumi from "@pulumi/pulumi";
import { loadPlatformConfig, parsePlatformConfig } from "../../../components/config";
import { readStackValues } from "../../../components/config/stack-values";
import { minimalConfig } from "./examples";

afterEach(() => {
  pulumi.runtime.setAllConfig({});
});

/** What loading throws with this configuration. */
function thrownWith(config: Record<string, string>): unknown {
  pulumi.runtime.setAllConfig(config);
  try {
    return loadPlatformConfig();
  } catch (error) {
    return error;
  }
}

describe("loading the configuration of a stack", () => {
  test("takes structured values, which Pulumi hands over as JSON text", () => {
    pulumi.runtime.setAllConfig({
      "mesh-platform:services": JSON.stringify(minimalConfig.services),
      "mesh-platform:istio": '{"mtls":"PERMISSIVE"}',
    });
    expect(loadPlatformConfig()).toEqual(parsePlatformConfig({ ...minimalConfig, istio: { mtls: "PERMISSIVE" } }));
  });

  test("leaves the keys of other namespaces alone", () => {
    pulumi.runtime.setAllConfig({ "kubernetes:context": "kind", "aws:region": "{", "mesh-platform-2:istio": "{" });
    expect(loadPlatformConfig()).toEqual(parsePlatformConfig({}));
  });

  test("reports every mistake in an error that Pulumi prints without a stack trace", () => {
    const thrown = thrownWith({
      "mesh-platform:cluster": "kind",
      "mesh-platform:servces": "[]",
      "mesh-platform:istio": '{"mtls":"strict"}',
      "mesh-platform:gateway": "5",
    });
    expect(pulumi.RunError.isInstance(thrown)).toBe(true);
    expect(thrown).toHaveProperty(
      "message",
      [
        "The configuration of this stack has 4 mistakes; nothing was deployed.",
        '  mesh-platform:cluster = "kind"',
        "    is plain text, not structured data: write it in the stack file, or set parts by `pulumi config set --path`; " +
          "allowed: a mapping with the keys kubeconfig, context, provider, renderTo",
        "  mesh-platform:gateway = 5",
        "    is a number, the wrong type; allowed: a mapping with the keys namespace, service, replicas, resources, address",
        '  mesh-platform:istio.mtls = "strict"',
        '    is not allowed; allowed: STRICT, PERMISSIVE; did you mean "STRICT"?',
        "  mesh-platform:servces",
        '    is not a known key; allowed: cluster, istio, gateway, services; did you mean "services"?',
      ].join("\n"),
    );
  });

  test("prints nothing of broken JSON that may hold a secret", () => {
    const thrown = thrownWith({ "mesh-platform:services": '[{"env": {"API_TOKEN": "31337"}}' });
    expect(thrown).toHaveProperty("message", expect.stringContaining("mesh-platform:services = [hidden]"));
    expect(thrown).toHaveProperty("message", expect.not.stringContaining("31337"));
  });

  test("a value that cannot be read is a problem by itself, the others are still read", () => {
    const { values, problems } = readStackValues({ "mesh-platform:istio": "", "mesh-platform:cluster": "{}" });
    expect(values).toEqual({ cluster: {} });
    expect(problems).toEqual([expect.objectContaining({ path: "mesh-platform:istio", value: '""' })]);
  });
});
