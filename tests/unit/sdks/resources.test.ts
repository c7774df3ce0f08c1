import * as pulumi from "@pulumi/pulumi";
import * as istio from "../../../sdks/istio";

/** Registered resources by their logical names. */
const registered = new Map<string, { type: string; inputs: Record<string, unknown> }>();

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource({ name, type, inputs }) {
      registered.set(name, { type, inputs });
      return { id: name, state: inputs };
    },
    call: () => ({}),
  });
});

const metadata = { name: "it", namespace: "shop" };

/** Every kind, the version that its resources have, and a spec for one. */
const kinds = [
  row("AuthorizationPolicy", "security.istio.io/v1", istio.AuthorizationPolicy, { action: "ALLOW" }),
  row("DestinationRule", "networking.istio.io/v1", istio.DestinationRule, { host: "shop" }),
  row("EnvoyFilter", "networking.istio.io/v1alpha3", istio.EnvoyFilter, { priority: 1 }),
  row("Gateway", "networking.istio.io/v1", istio.Gateway, { selector: { istio: "ingress" } }),
  row("PeerAuthentication", "security.istio.io/v1", istio.PeerAuthentication, { mtls: { mode: "STRICT" } }),
  row("ProxyConfig", "networking.istio.io/v1beta1", istio.ProxyConfig, { concurrency: 2 }),
  row("RequestAuthentication", "security.istio.io/v1", istio.RequestAuthentication, { jwtRules: [{ issuer: "it" }] }),
  row("ServiceEntry", "networking.istio.io/v1", istio.ServiceEntry, { hosts: ["shop.example"] }),
  row("Sidecar", "networking.istio.io/v1", istio.Sidecar, { egress: [{ hosts: ["./*"] }] }),
  row("Telemetry", "telemetry.istio.io/v1", istio.Telemetry, { accessLogging: [{ disabled: true }] }),
  row("TrafficExtension", "extensions.istio.io/v1alpha1", istio.TrafficExtension, { phase: "AUTHN" }),
  row("VirtualService", "networking.istio.io/v1", istio.VirtualService, { hosts: ["shop"] }),
  row("WasmPlugin", "extensions.istio.io/v1alpha1", istio.WasmPlugin, { url: "oci://it" }),
  row("WorkloadEntry", "networking.istio.io/v1", istio.WorkloadEntry, { address: "192.0.2.1" }),
  row("WorkloadGroup", "networking.istio.io/v1", istio.WorkloadGroup, { template: { serviceAccount: "it" } }),
];

function row<Spec extends object>(
  kind: string,
  apiVersion: string,
  Resource: new (name: string, args: { metadata: typeof metadata; spec: Spec }) => pulumi.CustomResource,
  spec: Spec,
) {
  return { kind, apiVersion, spec, create: (name: string) => new Resource(name, { metadata, spec }) };
}

test.each(kinds)("$kind registers as $apiVersion with its metadata and spec", async (expected) => {
  const { kind, apiVersion, spec, create } = expected;
  const resource = create(`a-${kind}`);
  await new Promise((resolve) => resource.urn.apply(resolve));
  expect(registered.get(`a-${kind}`)).toEqual({
    type: `kubernetes:${apiVersion}:${kind}`,
    inputs: { apiVersion, kind, metadata, spec },
  });
});

test("each kind of the vendored CRDs has a class, in a version that the CRD serves", () => {
  const served = istio
    .istioCrds()
    .map(({ metadata: { name } }) => name)
    .sort();
  expect(served).toEqual(istio.istioCrdNames);
  expect(kinds.map(({ kind }) => kind)).toEqual(kindsOfCrds());
  for (const { kind, apiVersion } of kinds) {
    expect(servedVersions(kind)).toContain(apiVersion);
  }
});

test("a resource's spec is an output of what it was given", async () => {
  const rule = new istio.DestinationRule("spec", { spec: pulumi.output("shop").apply((host) => ({ host })) });
  const host = await new Promise((resolve) => rule.spec.apply(({ host }) => resolve(host)));
  expect(host).toBe("shop");
});

test("a manifest can be passed as arguments; its kind comes from the class", async () => {
  const manifest: istio.VirtualServiceManifest = {
    apiVersion: istio.VirtualService.apiVersion,
    kind: istio.VirtualService.kind,
    metadata,
    spec: { hosts: ["shop"] },
  };
  const resource = new istio.VirtualService("manifest", manifest);
  await new Promise((resolve) => resource.urn.apply(resolve));
  expect(registered.get("manifest")?.inputs).toEqual(manifest);
});

/** What the tests read of a CRD, whose Pulumi type is full of Inputs. */
interface PlainCrd {
  spec: { group: string; names: { kind: string }; versions: { name: string; served: boolean }[] };
}

function plainCrds(): PlainCrd[] {
  return JSON.parse(JSON.stringify(istio.istioCrds()));
}

function kindsOfCrds(): string[] {
  return plainCrds()
    .map(({ spec }) => spec.names.kind)
    .sort();
}

function servedVersions(kind: string): string[] {
  return plainCrds()
    .filter(({ spec }) => spec.names.kind === kind)
    .flatMap(({ spec }) => spec.versions.filter(({ served }) => served).map(({ name }) => `${spec.group}/${name}`));
}
