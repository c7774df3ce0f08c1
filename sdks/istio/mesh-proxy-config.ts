import type { DestinationRuleTrafficPolicyTls } from "./generated/destination-rule";
import type { ProxyConfigImage } from "./generated/proxy-config";
import type { WorkloadGroupProbe } from "./generated/workload-group";

/**
 * Configuration of a proxy: `meshConfig.defaultConfig`, and the `proxy.istio.io/config` annotation of a single pod.
 * Not the ProxyConfig resource, which holds a small part of it.
 * https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig
 */
export interface MeshProxyConfig {
  /**
   * Whether the application's containers start only once the proxy accepts traffic.
   * @default false
   */
  holdApplicationUntilProxyStarts?: boolean;
  /**
   * How long connections may take to end after SIGTERM before the proxy is killed.
   * @default "5s"
   */
  terminationDrainDuration?: string;
  /**
   * How long Envoy drains connections when a listener changes; at least 1s.
   * @default "45s"
   */
  drainDuration?: string;
  /** Worker threads. 0 means all cores, whatever the CPU limit. Default: derived from CPU requests and limits. */
  concurrency?: number;
  /** Environment variables of the proxy; names that begin with `ISTIO_META_` reach istiod as well. */
  proxyMetadata?: Record<string, string>;
  /** Envoy's runtime flags, as strings. */
  runtimeValues?: Record<string, string>;

  /** How the proxy traces requests. */
  tracing?: MeshTracing;
  /**
   * What trace spans call the service.
   * @default "APP_LABEL_AND_NAMESPACE"
   */
  tracingServiceName?: "APP_LABEL_AND_NAMESPACE" | "CANONICAL_NAME_ONLY" | "CANONICAL_NAME_AND_NAMESPACE";
  /** Envoy statistics to keep beside the few that Istio keeps; each costs memory and time series. */
  proxyStatsMatcher?: {
    inclusionPrefixes?: readonly string[];
    inclusionSuffixes?: readonly string[];
    inclusionRegexps?: readonly string[];
  };
  /**
   * Longest service name in Envoy's statistics, in characters.
   * @default 189
   */
  statNameLength?: number;
  /**
   * Whether statistics are served compressed.
   * @default true
   */
  statsCompression?: boolean;
  /** Envoy's access log service. */
  envoyAccessLogService?: MeshRemoteService;
  /** Envoy's metrics service. */
  envoyMetricsService?: MeshRemoteService;
  /** A statsd UDP listener, `<address>:<port>`. */
  statsdUdpAddress?: string;
  /**
   * How long Envoy buffers its files, access logs included, before it writes them; at least 1ms.
   * @default "1s"
   */
  fileFlushInterval?: string;
  /**
   * How much Envoy buffers before it writes a file, in kilobytes.
   * @default 64
   */
  fileFlushMinSizeKb?: number;

  /** How many trusted proxies are in front of a gateway, and what it does with client certificates' details. */
  gatewayTopology?: {
    /**
     * Trusted proxies in front of the gateway; decides which X-Forwarded-For entry is the client.
     * @default 0
     */
    numTrustedProxies?: number;
    /**
     * What a gateway does with the X-Forwarded-Client-Cert header.
     * @default "SANITIZE_SET"
     */
    forwardClientCertDetails?: ForwardClientCertDetails;
    /** Set (to `{}`) when the proxies in front speak the PROXY protocol. */
    proxyProtocol?: Record<string, never>;
  };
  /** Headers that proxies add to requests and responses. */
  proxyHeaders?: MeshProxyHeaders;

  /**
   * How inbound traffic reaches the proxy; NONE captures nothing.
   * @default "REDIRECT"
   */
  interceptionMode?: "REDIRECT" | "TPROXY" | "NONE";
  /** Address of istiod, `<host>:<port>`. Default: set by the injector. */
  discoveryAddress?: string;
  /** ID of the mesh in telemetry. Default: the trust domain. */
  meshId?: string;
  /** Which variant of the proxy's image is injected. */
  image?: ProxyConfigImage;
  /** Health check of a virtual machine's application. */
  readinessProbe?: WorkloadGroupProbe;
  /** Further root certificates for traffic between workloads, in PEM. */
  caCertificatesPem?: readonly string[];
  /**
   * Port of Envoy's admin interface.
   * @default 15000
   */
  proxyAdminPort?: number;
  /**
   * Port of the agent's health endpoint.
   * @default 15020
   */
  statusPort?: number;
}

/** A proxy's tracer and what it adds to spans. Give one tracer at most, and none where extensionProviders are used. */
export interface MeshTracing {
  /** A Zipkin-compatible collector, `<host>:<port>`. */
  zipkin?: { address: string };
  /** A Datadog agent, `<host>:<port>`. */
  datadog?: { address: string };
  /**
   * Share of requests that are traced, in percent.
   * @default 1
   */
  sampling?: number;
  /** Tags added to every span, by name: a literal, an environment variable of the proxy or a request header. */
  customTags?: Record<
    string,
    | { literal: { value: string } }
    | { environment: { name: string; defaultValue?: string } }
    | { header: { name: string; defaultValue?: string } }
  >;
  /**
   * Longest path that a span's URL tag keeps, in characters.
   * @default 256
   */
  maxPathTagLength?: number;
  /**
   * Whether spans carry Istio's own tags (mesh ID, canonical service, namespace…).
   * @default true
   */
  enableIstioTags?: boolean;
  /** TLS towards the tracer. */
  tlsSettings?: DestinationRuleTrafficPolicyTls;
}

/** A service that Envoy calls by gRPC. */
export interface MeshRemoteService {
  /** `<host>:<port>` */
  address: string;
  tlsSettings?: DestinationRuleTrafficPolicyTls;
}

export type ForwardClientCertDetails =
  "UNDEFINED" | "SANITIZE" | "FORWARD_ONLY" | "APPEND_FORWARD" | "SANITIZE_SET" | "ALWAYS_FORWARD_ONLY";

/** Headers that proxies add; all but x-forwarded-host and x-forwarded-port are on by default. */
export interface MeshProxyHeaders {
  /**
   * What sidecars do with the X-Forwarded-Client-Cert header; gateways: see gatewayTopology.
   * @default "APPEND_FORWARD"
   */
  forwardedClientCert?: ForwardClientCertDetails;
  /** Which fields of the client's certificate are forwarded. Defaults: subject, dns and uri. */
  setCurrentClientCertDetails?: { subject?: boolean; cert?: boolean; chain?: boolean; dns?: boolean; uri?: boolean };
  /** X-Request-Id; tracing and logging need it. */
  requestId?: { disabled?: boolean };
  /** The Server header of responses; `istio-envoy` unless a value is given. */
  server?: { disabled?: boolean; value?: string };
  /** X-Envoy-Attempt-Count. */
  attemptCount?: { disabled?: boolean };
  /** X-Envoy-Overloaded, X-Envoy-Upstream-Service-Time and the like. */
  envoyDebugHeaders?: { disabled?: boolean };
  /** IN_MESH keeps Istio's peer metadata headers away from services outside of the mesh. */
  metadataExchangeHeaders?: { mode?: "UNDEFINED" | "IN_MESH" };
  /** Whether HTTP/1 headers keep their case. */
  preserveHttp1HeaderCase?: boolean;
  /** The original host of a rewritten request. */
  xForwardedHost?: { enabled?: boolean };
  /** The port at which the client connected. */
  xForwardedPort?: { enabled?: boolean };
}
