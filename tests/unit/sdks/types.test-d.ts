/**
 * Tests of the Istio types, run by `tsc --noEmit`: a line after `@ts-expect-error` that compiles is an error, so a type that
 * starts to accept anything fails the check.
 */
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import {
  AuthorizationPolicy,
  DestinationRule,
  EnvoyFilter,
  Gateway,
  PeerAuthentication,
  VirtualService,
  istioCrds,
  type AuthorizationPolicySpec,
  type CniValues,
  type DestinationRuleManifest,
  type DestinationRuleSpec,
  type EnvoyFilterSpec,
  type GatewaySpec,
  type GatewayValues,
  type IstiodValues,
  type MeshConfig,
  type PeerAuthenticationSpec,
  type VirtualServiceSpec,
} from "../../../sdks/istio";

export const accepted = () => [
  new VirtualService("routes", {
    metadata: { namespace: "shop" },
    spec: {
      hosts: ["shop.example"],
      http: [
        {
          match: [{ uri: { prefix: "/" }, headers: { "x-user": { exact: "premium" } } }],
          route: [{ destination: { host: "shop", subset: "v1", port: { number: 8080 } }, weight: 90 }],
          retries: { attempts: 2, perTryTimeout: "2s" },
          fault: { delay: { percentage: { value: 50 }, fixedDelay: "2s" } },
        },
      ],
    },
  }),
  // A spec may come from another resource, and a manifest is a resource's arguments.
  new DestinationRule("computed", { spec: pulumi.output("shop").apply((host) => ({ host })) }),
  new DestinationRule("from-manifest", manifest),
  new EnvoyFilter("lua", {
    spec: {
      configPatches: [
        {
          applyTo: "HTTP_FILTER",
          match: { context: "GATEWAY", listener: { filterChain: { filter: { name: "hcm" } } } },
          patch: { operation: "INSERT_BEFORE", value: { name: "anything", typed_config: { "@type": "anything" } } },
        },
      ],
    },
  }),
  new PeerAuthentication("strict", {
    spec: { mtls: { mode: "STRICT" }, portLevelMtls: { "8080": { mode: "DISABLE" } } },
  }),
];

const manifest: DestinationRuleManifest = {
  apiVersion: "networking.istio.io/v1",
  kind: "DestinationRule",
  metadata: { name: "shop", namespace: "shop" },
  spec: { host: "shop", trafficPolicy: { loadBalancer: { simple: "LEAST_REQUEST" } } },
};

// Lists of an immutable configuration fit without a copy.
const hosts: readonly string[] = ["shop.example"];
export const immutable: VirtualServiceSpec = { hosts };

export const virtualService: VirtualServiceSpec[] = [
  // @ts-expect-error misspelt field of the spec
  { hosts: ["a"], htpp: [] },
  // @ts-expect-error misspelt field of a route
  { http: [{ route: [{ destination: { host: "a", sub: "v1" } }] }] },
  // @ts-expect-error misspelt field of a match
  { http: [{ match: [{ uri: { prefx: "/" } }] }] },
  // @ts-expect-error a duration is a string
  { http: [{ timeout: 15 }] },
  // @ts-expect-error a destination needs a host
  { http: [{ route: [{ destination: { subset: "v1" } }] }] },
  // @ts-expect-error wrong enum value
  { http: [{ redirect: { derivePort: "FROM_SOMEWHERE" } }] },
];

export const destinationRule: DestinationRuleSpec[] = [
  // @ts-expect-error misspelt field of the policy
  { host: "a", trafficPolicy: { loadBalancr: {} } },
  // @ts-expect-error misspelt field of the outlier detection (Consecutive5xxErrors)
  { host: "a", trafficPolicy: { outlierDetection: { consecutive5xxError: 5 } } },
  // @ts-expect-error wrong balancing
  { host: "a", trafficPolicy: { loadBalancer: { simple: "LEAST_REQUESTS" } } },
  // @ts-expect-error wrong TLS mode
  { host: "a", trafficPolicy: { tls: { mode: "STRICT" } } },
  // @ts-expect-error wrong policy inside a subset
  { host: "a", subsets: [{ name: "v1", trafficPolicy: { tls: { mode: "ISTIO-MUTUAL" } } }] },
  // @ts-expect-error a host is required
  { trafficPolicy: {} },
];

export const gateway: GatewaySpec[] = [
  // @ts-expect-error misspelt field of a server
  { servers: [{ host: ["*"], port: { number: 80, name: "http", protocol: "HTTP" } }] },
  // @ts-expect-error wrong TLS mode
  { servers: [{ hosts: ["*"], port: { number: 443, name: "https", protocol: "HTTPS" }, tls: { mode: "SIMPEL" } }] },
  // @ts-expect-error a port number is a number
  { servers: [{ hosts: ["*"], port: { number: "80", name: "http", protocol: "HTTP" } }] },
];

export const peerAuthentication: PeerAuthenticationSpec[] = [
  // @ts-expect-error misspelt field
  { mTLS: { mode: "STRICT" } },
  // @ts-expect-error wrong mode
  { mtls: { mode: "strict" } },
  // @ts-expect-error wrong mode of a port
  { portLevelMtls: { "8080": { mode: "OFF" } } },
];

export const authorizationPolicy: AuthorizationPolicySpec[] = [
  // @ts-expect-error wrong action
  { action: "REJECT" },
  // @ts-expect-error misspelt field of a source
  { rules: [{ from: [{ source: { principal: ["a"] } }] }] },
  // @ts-expect-error misspelt field of an operation
  { rules: [{ to: [{ operation: { method: ["GET"] } }] }] },
];

export const envoyFilter: EnvoyFilterSpec[] = [
  // @ts-expect-error wrong place
  { configPatches: [{ applyTo: "HTTP_FILTERS" }] },
  // @ts-expect-error wrong operation
  { configPatches: [{ patch: { operation: "INSERT_BEFOR" } }] },
  // @ts-expect-error misspelt field beside the free-form value
  { configPatches: [{ patch: { operation: "MERGE", valu: {} } }] },
  // @ts-expect-error wrong context
  { configPatches: [{ match: { context: "SIDECAR" } }] },
];

export const resources = () => [
  // @ts-expect-error misspelt argument: Pulumi's own CustomResourceArgs would accept it
  new Gateway("a", { spec: {}, specs: {} }),
  // @ts-expect-error a spec is required
  new Gateway("a", {}),
  // @ts-expect-error misspelt field inside the arguments
  new AuthorizationPolicy("a", { spec: { acton: "ALLOW" } }),
  // @ts-expect-error misspelt field of the metadata
  new PeerAuthentication("a", { metadata: { namspace: "a" }, spec: {} }),
  // @ts-expect-error a manifest of another kind
  new VirtualService("a", manifest),
];

export const otherKind: DestinationRuleManifest = {
  ...manifest,
  // @ts-expect-error wrong kind
  kind: "VirtualService",
};

export const acceptedValues: [IstiodValues, GatewayValues, CniValues] = [
  {
    resources: { requests: { cpu: "10m", memory: "64Mi" }, limits: null },
    env: { PILOT_ENABLE_STATUS: true },
    global: { hub: "docker.io/istio", proxy: { logLevel: "warning" } },
    meshConfig: {
      accessLogFile: "/dev/stdout",
      accessLogEncoding: "JSON",
      defaultConfig: { holdApplicationUntilProxyStarts: true, proxyStatsMatcher: { inclusionPrefixes: ["cluster"] } },
      discoverySelectors: [{ matchLabels: { "istio-discovery": "enabled" } }],
      extensionProviders: [{ name: "jaeger", opentelemetry: { service: "jaeger.observability", port: 4317 } }],
      outboundTrafficPolicy: { mode: "REGISTRY_ONLY" },
    },
  },
  {
    service: {
      type: "NodePort",
      ports: [{ name: "http2", port: 80, targetPort: 80, nodePort: 30080 }],
      externalTrafficPolicy: "Local",
    },
    autoscaling: { enabled: true, minReplicas: 3, maxReplicas: 5 },
    podDisruptionBudget: { minAvailable: 1 },
  },
  { ambient: { enabled: false }, excludeNamespaces: ["kube-system"] },
];

// What Pulumi's own resources take.
export const placed = () => [
  ...istioCrds().map((crd) => new k8s.apiextensions.v1.CustomResourceDefinition(crd.metadata.name, crd)),
  ...acceptedValues.map((values) => new k8s.helm.v4.Chart("chart", { chart: "chart", values })),
];

export const istiodValues: IstiodValues[] = [
  // @ts-expect-error misspelt key
  { autoscaleEnable: true },
  // @ts-expect-error Istio's own wrapper is not for users
  { _internal_defaults_do_not_set: { hub: "a" } },
  // @ts-expect-error misspelt nested key
  { global: { proxy: { loglevel: "warning" } } },
  // @ts-expect-error wrong log level
  { global: { proxy: { logLevel: "warn" } } },
  // @ts-expect-error wrong type
  { replicaCount: "2" },
  // @ts-expect-error misspelt resource
  { resources: { requests: { memmory: "64Mi" } } },
  // @ts-expect-error what a blueprint once passed and no chart ever read
  { global: { istiod: { enabled: true } } },
];

export const gatewayValues: GatewayValues[] = [
  // @ts-expect-error wrong type of service
  { service: { type: "Nodeport" } },
  // @ts-expect-error wrong policy
  { service: { externalTrafficPolicy: "local" } },
  // @ts-expect-error wrong kind
  { kind: "StatefulSet" },
  // @ts-expect-error misspelt key of a port
  { service: { ports: [{ port: 80, nodeport: 30080 }] } },
  // @ts-expect-error in the schema, but read by no template
  { unprivilegedPort: true },
];

export const meshConfig: MeshConfig[] = [
  // @ts-expect-error misspelt key
  { accesLogFile: "/dev/stdout" },
  // @ts-expect-error wrong encoding
  { accessLogEncoding: "json" },
  // @ts-expect-error wrong mode
  { outboundTrafficPolicy: { mode: "DENY" } },
  // @ts-expect-error misspelt key of the proxies' configuration
  { defaultConfig: { holdApplicationUntilProxyStart: true } },
  // @ts-expect-error a provider is of one kind
  { extensionProviders: [{ name: "a", prometheus: {}, zipkin: { service: "zipkin", port: 9411 } }] },
  // @ts-expect-error a provider is of some kind
  { extensionProviders: [{ name: "a" }] },
  // @ts-expect-error misspelt key of a retry policy
  { defaultHttpRetryPolicy: { attempt: 2 } },
];
