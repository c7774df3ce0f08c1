/**
 * The mesh's configuration, `meshConfig` of the istiod chart. Istio defines it in protobuf only, so there is no schema to
 * generate it from; written against https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/ for Istio 1.31.
 * Deprecated and undocumented fields are left out. Durations are written as in Go: `500ms`, `10s`, `1h30m`.
 */
import type { ExtensionProvider } from "./extension-providers";
import type {
  DestinationRuleTrafficPolicyConnectionPool,
  DestinationRuleTrafficPolicyConnectionPoolTcpTcpKeepalive,
  DestinationRuleTrafficPolicyLoadBalancerLocalityLbSetting,
  DestinationRuleTrafficPolicyLoadBalancerZoneAwareLbSetting,
  DestinationRuleTrafficPolicyOutlierDetection,
  DestinationRuleTrafficPolicyTls,
} from "./generated/destination-rule";
import type { VirtualServiceHttpRetries } from "./generated/virtual-service";
import type { MeshProxyConfig } from "./mesh-proxy-config";

export interface MeshConfig {
  /**
   * File that proxies write their access log to, such as `/dev/stdout`; empty disables access logging.
   * @default ""
   */
  accessLogFile?: string;
  /**
   * Encoding of the access log.
   * @default "TEXT"
   */
  accessLogEncoding?: "TEXT" | "JSON";
  /** Format of the access log: a line for TEXT, a JSON object in a string for JSON. Default: Istio's own format. */
  accessLogFormat?: string;
  /**
   * Whether to send access logs over Envoy's gRPC Access Log Service.
   * @default false
   */
  enableEnvoyAccessLogService?: boolean;
  /**
   * Whether to leave out of the access log connections that match no route.
   * @default false
   */
  disableEnvoyListenerLog?: boolean;
  /** Whether proxies make trace spans and request IDs; needs a tracer in defaultConfig.tracing or a tracing provider. */
  enableTracing?: boolean;
  /**
   * Whether proxies merge the application's Prometheus metrics into their own endpoint.
   * @default true
   */
  enablePrometheusMerge?: boolean;
  /** Telemetry and authorization backends that Telemetry and AuthorizationPolicy resources refer to by name. */
  extensionProviders?: readonly ExtensionProvider[];
  /** Providers used where a Telemetry resource names none. */
  defaultProviders?: {
    tracing?: readonly string[];
    metrics?: readonly string[];
    accessLogging?: readonly string[];
  };

  /** Configuration of all sidecars and gateways; applied when a pod is injected, so changes need new pods. */
  defaultConfig?: MeshProxyConfig;

  /** What sidecars do with traffic to destinations that no service or ServiceEntry names. */
  outboundTrafficPolicy?: {
    /**
     * REGISTRY_ONLY drops it. This finds missing ServiceEntries; it is no outbound firewall.
     * @default "ALLOW_ANY"
     */
    mode?: "REGISTRY_ONLY" | "ALLOW_ANY" | "ALLOW_ANY_DYNAMIC_DNS";
    /** TLS towards those destinations; only for ALLOW_ANY_DYNAMIC_DNS. */
    tls?: DestinationRuleTrafficPolicyTls;
  };
  /** Where sidecars deliver inbound traffic. */
  inboundTrafficPolicy?: {
    /**
     * LOCALHOST for applications that listen on localhost only.
     * @default "PASSTHROUGH"
     */
    mode?: "PASSTHROUGH" | "LOCALHOST";
  };
  /**
   * Whether HTTP/1.1 between sidecars is upgraded to HTTP/2; UPGRADE only where every pod has a sidecar.
   * @default "DO_NOT_UPGRADE"
   */
  h2UpgradePolicy?: "DO_NOT_UPGRADE" | "UPGRADE";
  /** How request paths are normalized before routes and policies are matched. */
  pathNormalization?: {
    /**
     * DEFAULT is BASE (RFC 3986). Authorization by path is safest with DECODE_AND_MERGE_SLASHES where the application
     * treats `//` and `%2F` as `/`.
     * @default "DEFAULT"
     */
    normalization?: "DEFAULT" | "NONE" | "BASE" | "MERGE_SLASHES" | "DECODE_AND_MERGE_SLASHES";
  };
  /**
   * Retries where a VirtualService sets none; `attempts: 0` disables them. `perTryTimeout` has no effect here.
   * Default: 2 attempts on connect-failure, refused-stream, unavailable, cancelled, retriable-status-codes.
   */
  defaultHttpRetryPolicy?: VirtualServiceHttpRetries;
  /** Connection pools and outlier detection where a DestinationRule sets none. */
  defaultTrafficPolicy?: {
    connectionPool?: DestinationRuleTrafficPolicyConnectionPool;
    outlierDetection?: DestinationRuleTrafficPolicyOutlierDetection;
  };
  /**
   * Timeout for connecting to an upstream; at least 1ms.
   * @default "10s"
   */
  connectTimeout?: string;
  /** TCP keepalive on upstream connections. Default: the kernel's. */
  tcpKeepalive?: DestinationRuleTrafficPolicyConnectionPoolTcpTcpKeepalive;
  /**
   * How soon proxies ask again for a name that did not resolve; otherwise the answer's TTL counts.
   * @default "60s"
   */
  dnsRefreshRate?: string;
  /** Locality load balancing; enabled by default, failover needs outlier detection. */
  localityLbSetting?: DestinationRuleTrafficPolicyLoadBalancerLocalityLbSetting;
  /** Zone-aware load balancing; takes precedence over localityLbSetting. */
  zoneAwareLbSetting?: DestinationRuleTrafficPolicyLoadBalancerZoneAwareLbSetting;

  /** Namespaces that istiod watches: those that match any selector. Default: all. */
  discoverySelectors?: readonly MeshLabelSelector[];
  /** Namespaces that services are exported to: names, `*` (all), `.` (their own), `~` (none). Default: `*`. */
  defaultServiceExportTo?: readonly string[];
  /** As defaultServiceExportTo, for VirtualServices. */
  defaultVirtualServiceExportTo?: readonly string[];
  /** As defaultServiceExportTo, for DestinationRules. */
  defaultDestinationRuleExportTo?: readonly string[];
  /** Namespace whose configuration applies to the whole mesh. Default: istiod's namespace. */
  rootNamespace?: string;
  /** Services with settings of their own, such as being reachable from their own cluster only. */
  serviceSettings?: readonly { settings?: { clusterLocal?: boolean }; hosts?: readonly string[] }[];

  /**
   * Trust root of workload identities, the first part of every SPIFFE ID.
   * @default "cluster.local"
   */
  trustDomain?: string;
  /** Trust domains that are treated as trustDomain, for example during a migration. */
  trustDomainAliases?: readonly string[];
  /**
   * Whether sidecars use mutual TLS towards workloads that accept it, without any DestinationRule.
   * @default true
   */
  enableAutoMtls?: boolean;
  /** Further root certificates for traffic between workloads: PEM data or a SPIFFE bundle's URL, never both. */
  caCertificates?: readonly {
    pem?: string;
    spiffeBundleUrl?: string;
    certSigners?: readonly string[];
    trustDomains?: readonly string[];
  }[];
  /** TLS between workloads (ISTIO_MUTUAL). ECDH curves have no effect here. */
  meshMTLS?: MeshTls;
  /** TLS everywhere else. */
  tlsDefaults?: MeshTls;

  /** Value of the `kubernetes.io/ingress.class` annotation that Istio acts on. */
  ingressClass?: string;
  /**
   * Service of the gateway that serves Ingress resources.
   * @default "istio-ingressgateway"
   */
  ingressService?: string;
  /**
   * The `istio` label of the gateway that serves Ingress resources.
   * @default "ingressgateway"
   */
  ingressSelector?: string;
  /**
   * Which Ingress resources Istio serves: none, also those without a class, or only those of ingressClass.
   * @default "STRICT"
   */
  ingressControllerMode?: "OFF" | "DEFAULT" | "STRICT";

  /**
   * Port for outbound traffic that sidecars capture.
   * @default 15001
   */
  proxyListenPort?: number;
  /**
   * Port for inbound traffic that sidecars capture.
   * @default 15006
   */
  proxyInboundListenPort?: number;
  /** Port on which sidecars act as an HTTP proxy. Default: none. */
  proxyHttpPort?: number;
  /** Pattern of inbound statistics' names, such as `%SERVICE_FQDN%_%SERVICE_PORT%`. */
  inboundClusterStatName?: string;
  /** Pattern of outbound statistics' names. */
  outboundClusterStatName?: string;
}

/** Selects by labels; all requirements have to hold. */
export interface MeshLabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: readonly {
    key: string;
    operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
    /** Given with In and NotIn only. */
    values?: readonly string[];
  }[];
}

export interface MeshTls {
  /**
   * Lowest TLS version that is accepted.
   * @default "TLS_AUTO" (TLS 1.2)
   */
  minProtocolVersion?: "TLS_AUTO" | "TLSV1_2" | "TLSV1_3";
  /** ECDH curves for the key exchange. Default: Envoy's. */
  ecdhCurves?: readonly string[];
  /** Cipher suites up to TLS 1.2. Default: AES-GCM suites. */
  cipherSuites?: readonly string[];
}

/**
 * Networks of a mesh that spans several, `global.meshNetworks` of the istiod chart, by their names.
 * https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Network
 */
export type MeshNetworks = Record<string, MeshNetwork>;

export interface MeshNetwork {
  /** Which endpoints are in the network: those of a CIDR range or of a registry. */
  endpoints: readonly ({ fromCidr: string; fromRegistry?: never } | { fromRegistry: string; fromCidr?: never })[];
  /** Where the network is entered: at a service or at an address. */
  gateways: readonly ((
    { registryServiceName: string; address?: never } | { address: string; registryServiceName?: never }
  ) & {
    port: number;
    locality?: string;
  })[];
}
