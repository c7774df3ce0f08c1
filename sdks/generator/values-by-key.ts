/**
 * Types that follow from a value's key, in any chart. Defaults show little of them (`affinity: {}`, `tolerations: []`).
 * `k8s` is "@pulumi/kubernetes/types/input"; `Resources` and the like are in sdks/istio/values-types.ts.
 */
const types: Readonly<Record<string, string>> = {
  additionalContainers: "readonly k8s.core.v1.Container[]",
  affinity: "k8s.core.v1.Affinity",
  alwaysInjectSelector: "readonly k8s.meta.v1.LabelSelector[]",
  autoscaleBehavior: "k8s.autoscaling.v2.HorizontalPodAutoscalerBehavior",
  containerSecurityContext: "k8s.core.v1.SecurityContext",
  defaultResources: "Resources",
  dnsConfig: "k8s.core.v1.PodDNSConfig",
  dnsPolicy: `"" | "Default" | "ClusterFirst" | "ClusterFirstWithHostNet" | "None"`,
  env: "Record<string, string | number | boolean>",
  envVarFrom: "readonly k8s.core.v1.EnvVar[]",
  externalTrafficPolicy: `"" | "Cluster" | "Local"`,
  imagePullPolicy: `"" | "Always" | "IfNotPresent" | "Never"`,
  initContainers: "readonly k8s.core.v1.Container[]",
  ipFamilies: `readonly ("IPv4" | "IPv6")[]`,
  ipFamilyPolicy: `"" | "SingleStack" | "PreferDualStack" | "RequireDualStack"`,
  lifecycle: "k8s.core.v1.Lifecycle",
  neverInjectSelector: "readonly k8s.meta.v1.LabelSelector[]",
  nodeSelector: "Record<string, string>",
  podDisruptionBudget: "DisruptionBudget",
  pullPolicy: `"" | "Always" | "IfNotPresent" | "Never"`,
  readinessProbe: "k8s.core.v1.Probe",
  resources: "Resources",
  resourceScope: `"all" | "cluster" | "namespace"`,
  seccompProfile: "k8s.core.v1.SeccompProfile",
  securityContext: "k8s.core.v1.PodSecurityContext",
  seLinuxOptions: "k8s.core.v1.SELinuxOptions",
  strategy: "k8s.apps.v1.DeploymentStrategy",
  tolerations: "readonly k8s.core.v1.Toleration[]",
  topologySpreadConstraints: "readonly k8s.core.v1.TopologySpreadConstraint[]",
  unhealthyPodEvictionPolicy: `"" | "IfHealthyBudget" | "AlwaysAllow"`,
  updateStrategy: "k8s.apps.v1.DaemonSetUpdateStrategy",
  variant: `"" | "debug" | "distroless"`,
  volumeMounts: "readonly k8s.core.v1.VolumeMount[]",
  volumes: "readonly k8s.core.v1.Volume[]",
};

export function typeOfKey(key: string): string | undefined {
  return types[key] ?? (/(?:labels|annotations)$/i.test(key) ? "Record<string, string>" : undefined);
}
