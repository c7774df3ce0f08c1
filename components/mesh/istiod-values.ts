import type { IstiodValues, MeshConfig } from "../../sdks/istio";
import { DISCOVERY_LABEL } from "../cluster/namespace";
import type { IstioConfig } from "../config";

/**
 * What istiod must leave out for an Envoy that lacks Istio's own filters: with them in its configuration such an Envoy
 * rejects every listener (https://github.com/istio/proxy/tree/master/source/extensions/filters).
 */
const upstreamEnvoy = {
  env: {
    PILOT_ENABLE_METADATA_EXCHANGE: "false",
    PILOT_ENABLE_ALPN_FILTER: "false",
    PILOT_DISABLE_MX_ALPN: "true",
  },
  telemetry: { enabled: false },
} as const;

function meshConfig(): MeshConfig {
  return {
    accessLogFile: "/dev/stdout",
    accessLogEncoding: "JSON",
    // Without selectors istiod writes its root certificate into every namespace of the cluster, where `destroy` would leave it.
    // https://istio.io/latest/docs/ops/configuration/mesh/configuration-scoping/#scoping-service-discovery
    discoverySelectors: [{ matchLabels: { ...DISCOVERY_LABEL } }],
  };
}

/** Values of the istiod chart. Pure. */
export function istiodValues(config: IstioConfig): IstiodValues {
  const upstream = config.proxyBuild === "upstream";
  return {
    global: {
      hub: config.hub,
      tag: config.version,
      istioNamespace: config.namespace,
      proxy: { resources: config.proxy.resources },
    },
    autoscaleEnabled: false,
    replicaCount: config.istiod.replicas,
    resources: config.istiod.resources,
    revision: config.revision === "" ? undefined : config.revision,
    meshConfig: meshConfig(),
    env: {
      // A Gateway then selects pods of its own namespace only, so that stacks that share a mesh cannot configure each other's gateway.
      PILOT_SCOPE_GATEWAY_TO_NAMESPACE: "true",
      ...(upstream ? upstreamEnvoy.env : {}),
    },
    ...(upstream ? { telemetry: upstreamEnvoy.telemetry } : {}),
  };
}
