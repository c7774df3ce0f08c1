import type { UnlistedValue } from "./values";

/** One of Istio's charts and what its values.yaml leaves out. */
export interface Chart {
  /** The chart's folder under manifests/charts. */
  folder: string;
  /** The name of the vendored copy of its values. */
  vendoredAs: string;
  name: string;
  description: string;
  types: Readonly<Record<string, string>>;
  unlisted: Readonly<Record<string, UnlistedValue>>;
  /** The chart's JSON schema of its values, where it has one. */
  schema?: string;
}

/** Read by every chart's zzz_profile.yaml, which merges further defaults under the user's values. */
const profiles: Chart["unlisted"] = {
  compatibilityVersion: { type: "string", description: "Defaults as they were in this minor version, such as 1.30." },
  "global.platform": { type: "string", description: "Defaults for a platform, such as gke or openshift." },
  profile: { type: "string", description: "Defaults of an installation profile, such as ambient." },
};

const validationFailurePolicy: UnlistedValue = {
  type: `"Ignore" | "Fail"`,
  description: "The webhook's failure policy; unset, it starts as Ignore and istiod sets it to Fail once it is ready.",
};

export const charts: readonly Chart[] = [
  {
    folder: "base",
    vendoredAs: "base",
    name: "BaseValues",
    description: "Values of the base chart: CRDs, the reader account and the default revision's validation.",
    types: { "base.excludedCRDs": "readonly string[]", "global.imagePullSecrets": "readonly string[]" },
    unlisted: { ...profiles, "base.validationFailurePolicy": validationFailurePolicy },
  },
  {
    folder: "istio-control/istio-discovery",
    vendoredAs: "istiod",
    name: "IstiodValues",
    description: "Values of the istiod chart: the control plane, the sidecar injector and the mesh's configuration.",
    types: {
      "cni.provider": `"default" | "multus"`,
      extraContainerArgs: "readonly string[]",
      "global.certSigners": "readonly string[]",
      "global.imagePullSecrets": "readonly string[]",
      "global.meshNetworks": "MeshNetworks",
      "global.pilotCertProvider": "string",
      "global.proxy.autoInject": `"enabled" | "disabled"`,
      "global.proxy.logLevel": `"trace" | "debug" | "info" | "warning" | "error" | "critical" | "off"`,
      "global.proxy.tracer": `"zipkin" | "lightstep" | "datadog" | "stackdriver" | "none"`,
      memory: "{ targetAverageUtilization?: number }",
      meshConfig: "MeshConfig",
      pdb: "DisruptionBudget",
      revisionTags: "readonly string[]",
      rollingMaxSurge: "number | string",
      rollingMaxUnavailable: "number | string",
      "sidecarInjectorWebhook.defaultTemplates": "readonly string[]",
      "sidecarInjectorWebhook.reinvocationPolicy": `"Never" | "IfNeeded"`,
      "sidecarInjectorWebhook.templates": "Record<string, string>",
    },
    unlisted: {
      ...profiles,
      "base.validationCABundle": { type: "string", description: "CA bundle of the validation webhook." },
      "base.validationFailurePolicy": validationFailurePolicy,
      "base.validationURL": { type: "string", description: "URL of the validation webhook." },
      crlConfigMapName: {
        type: "string",
        description: "Name of the ConfigMap that holds certificate revocation lists.",
      },
      "global.ipFamilies": {
        type: `readonly ("IPv4" | "IPv6")[]`,
        description: "IP families of the remote istiod service.",
      },
      "global.ipFamilyPolicy": {
        type: `"SingleStack" | "PreferDualStack" | "RequireDualStack"`,
        description: "IP family policy of the remote istiod service.",
      },
      "global.proxy.lifecycle": {
        type: "k8s.core.v1.Lifecycle",
        description: "Lifecycle hooks of the proxy's container.",
      },
      "global.proxy.variant": {
        type: `"debug" | "distroless"`,
        description: "Variant of the proxy's image; global.variant when unset.",
      },
      "global.trustBundleName": {
        type: "string",
        description: "Name of the ConfigMap that hands the root certificate to workloads.",
      },
      terminationMessagePolicy: {
        type: `"File" | "FallbackToLogsOnError"`,
        description: "Where Kubernetes finds the reason when istiod's container ends.",
      },
      trafficDistribution: { type: "string", description: "trafficDistribution of istiod's Service." },
    },
  },
  {
    folder: "gateway",
    vendoredAs: "gateway",
    name: "GatewayValues",
    schema: "values.schema.json",
    description: "Values of the gateway chart: one gateway's Deployment, Service, autoscaler and disruption budget.",
    types: {
      "autoscaling.targetMemoryUtilizationPercentage": "number",
      imagePullSecrets: "readonly k8s.core.v1.LocalObjectReference[]",
      "service.externalIPs": "readonly string[]",
      "service.loadBalancerSourceRanges": "readonly string[]",
      "service.ports": "readonly k8s.core.v1.ServicePort[]",
      "service.type": `"ClusterIP" | "NodePort" | "LoadBalancer" | "None"`,
    },
    unlisted: {
      ...profiles,
      "service.allocateLoadBalancerNodePorts": {
        type: "boolean",
        description: "Whether the cluster allocates node ports (only for LoadBalancer).",
      },
      "service.internalTrafficPolicy": {
        type: `"Cluster" | "Local"`,
        description: "Whether clients in the cluster are sent to gateways on their own node only.",
      },
      "service.loadBalancerClass": {
        type: "string",
        description: "The load balancer implementation (only for LoadBalancer).",
      },
    },
  },
  {
    folder: "istio-cni",
    vendoredAs: "cni",
    name: "CniValues",
    description: "Values of the istio-cni chart: the node agent that sets up pod networking.",
    types: {
      "ambient.enablementSelectors": "readonly EnablementSelector[]",
      "global.imagePullSecrets": "readonly string[]",
      provider: `"default" | "multus"`,
    },
    unlisted: profiles,
  },
];
