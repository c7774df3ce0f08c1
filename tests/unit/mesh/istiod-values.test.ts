import * as fc from "fast-check";
import { DISCOVERY_LABEL } from "../../../components/cluster/namespace";
import { parsePlatformConfig, type PlatformInput } from "../../../components/config";
import { istiodValues } from "../../../components/mesh/istiod-values";
import { platformInput } from "../config/arbitraries";

const valuesOf = (istio: PlatformInput["istio"]) => istiodValues(parsePlatformConfig({ istio }).istio);

describe("the values of the istiod chart", () => {
  test("pin images and version to those of the config", () => {
    expect(valuesOf({ hub: "registry.example.com/istio", version: "1.31.0" }).global).toMatchObject({
      hub: "registry.example.com/istio",
      tag: "1.31.0",
    });
  });

  test("leave the revision out for a control plane without one: the chart would name things after an empty revision", () => {
    expect(valuesOf({}).revision).toBeUndefined();
    expect(valuesOf({ revision: "1-31-1" }).revision).toBe("1-31-1");
  });

  test("fix the number of pods to the config's, which an autoscaler would change", () => {
    expect(valuesOf({ istiod: { replicas: 3 } })).toMatchObject({ autoscaleEnabled: false, replicaCount: 3 });
  });

  test("let istiod see the namespaces of the mesh alone, by the label that the program gives them", () => {
    expect(valuesOf({}).meshConfig?.discoverySelectors).toEqual([{ matchLabels: DISCOVERY_LABEL }]);
  });

  test("bind gateways to pods of their own namespace", () => {
    expect(valuesOf({}).env).toEqual({ PILOT_SCOPE_GATEWAY_TO_NAMESPACE: "true" });
  });

  test("keep Istio's own filters out of an upstream Envoy, which would reject every listener", () => {
    const values = valuesOf({ proxyBuild: "upstream" });
    expect(values.env).toEqual({
      PILOT_SCOPE_GATEWAY_TO_NAMESPACE: "true",
      PILOT_ENABLE_METADATA_EXCHANGE: "false",
      PILOT_ENABLE_ALPN_FILTER: "false",
      PILOT_DISABLE_MX_ALPN: "true",
    });
    expect(values.telemetry).toEqual({ enabled: false });
    expect(valuesOf({ proxyBuild: "istio" })).not.toHaveProperty("telemetry");
  });

  test("carry the config's resources: of istiod, and of every sidecar", () => {
    fc.assert(
      fc.property(platformInput, (input) => {
        const { istio } = parsePlatformConfig(input);
        const values = istiodValues(istio);
        expect(values.resources).toEqual(istio.istiod.resources);
        expect(values.global?.proxy?.resources).toEqual(istio.proxy.resources);
        expect(values.global?.istioNamespace).toBe(istio.namespace);
      }),
    );
  });

  test("are data: Helm gets them as YAML, which has no functions, and environment variables are text", () => {
    fc.assert(
      fc.property(platformInput, (input) => {
        const values = istiodValues(parsePlatformConfig(input).istio);
        expect(JSON.parse(JSON.stringify(values))).toEqual(values);
        for (const value of Object.values(values.env ?? {})) expect(typeof value).toBe("string");
      }),
    );
  });
});
