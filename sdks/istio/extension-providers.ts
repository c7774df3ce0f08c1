/** A backend that Telemetry and AuthorizationPolicy resources refer to by `name`: exactly one of the kinds below. */
export type ExtensionProvider = {
  /** Unique in the mesh. */
  name: string;
} & ExactlyOne<ExtensionProviderKinds>;

/** https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider */
export interface ExtensionProviderKinds {
  /** External authorization over HTTP, for AuthorizationPolicies with action CUSTOM. */
  envoyExtAuthzHttp: ExtAuthz & {
    /** Prepended to the path of the check request. */
    pathPrefix?: string;
    /** Request headers that the check request carries; `abc*` and `*abc` match prefixes and suffixes. */
    includeRequestHeadersInCheck?: readonly string[];
    /** Headers with fixed values that the check request carries. */
    includeAdditionalHeadersInCheck?: Record<string, string>;
    /** Headers of an allowing answer that are added to the request. */
    headersToUpstreamOnAllow?: readonly string[];
    /** Headers of an allowing answer that are added to the response. */
    headersToDownstreamOnAllow?: readonly string[];
    /** Headers of a denying answer that reach the client. Default: all. */
    headersToDownstreamOnDeny?: readonly string[];
  };
  /** External authorization over gRPC, for AuthorizationPolicies with action CUSTOM. */
  envoyExtAuthzGrpc: ExtAuthz;
  /** Traces in Zipkin's format; Jaeger accepts it too. */
  zipkin: ProviderService & {
    maxTagLength?: number;
    /** Whether trace IDs have 64 bits rather than 128. */
    enable64bitTraceId?: boolean;
    /** @default "/api/v2/spans" */
    path?: string;
    /** @default "USE_B3" */
    traceContextOption?: "USE_B3" | "USE_B3_WITH_W3C_PROPAGATION";
    timeout?: string;
    headers?: readonly ProviderHeader[];
  };
  datadog: ProviderService & { maxTagLength?: number };
  skywalking: ProviderService & { accessToken?: string };
  /** Traces over OTLP: gRPC unless `http` is given. */
  opentelemetry: ProviderService & {
    maxTagLength?: number;
    http?: { path: string; timeout?: string; headers?: readonly ProviderHeader[] };
    grpc?: { timeout?: string; initialMetadata?: readonly ProviderHeader[] };
    resourceDetectors?: { environment?: Record<string, never>; dynatrace?: Record<string, never> };
    /**
     * How spans name their service: as Istio does, or by OpenTelemetry's conventions for Kubernetes.
     * @default "ISTIO_CANONICAL"
     */
    serviceAttributeEnrichment?: "ISTIO_CANONICAL" | "OTEL_SEMANTIC_CONVENTIONS";
  };
  /** Metrics for Prometheus to scrape: `{}`. */
  prometheus: Record<string, never>;
  /** Access logs written to a file. */
  envoyFileAccessLog: {
    /** @default "/dev/stdout" */
    path?: string;
    /** A line of text or an object of labels. Default: Istio's format. */
    logFormat?: ExactlyOne<AccessLogFormat>;
    /** Whether labels without a value are left out. */
    omitEmptyValues?: boolean;
  };
  /** Access logs of HTTP traffic, sent by gRPC. */
  envoyHttpAls: GrpcAccessLog & {
    additionalRequestHeadersToLog?: readonly string[];
    additionalResponseHeadersToLog?: readonly string[];
    additionalResponseTrailersToLog?: readonly string[];
  };
  /** Access logs of TCP traffic, sent by gRPC. */
  envoyTcpAls: GrpcAccessLog;
  /** Access logs sent by OTLP. */
  envoyOtelAls: ProviderService & { logName?: string; logFormat?: Partial<AccessLogFormat> };
  /** An external secret service for gateways' certificates. */
  sds: ProviderService & { name: string };
}

interface ProviderService {
  /** `[<namespace>/]<fully qualified host>` of a Service or ServiceEntry. */
  service: string;
  port: number;
}

interface ExtAuthz extends ProviderService {
  /** @default "600s" */
  timeout?: string;
  /**
   * Whether requests are allowed while the authorization service fails.
   * @default false
   */
  failOpen?: boolean;
  /**
   * Whether routes are chosen again after the check, with the headers that it added.
   * @default false
   */
  clearRouteCache?: boolean;
  /**
   * Status for the client when the authorization service cannot be reached.
   * @default "403"
   */
  statusOnError?: string;
  /** Sends the request's body along. Default: no body. */
  includeRequestBodyInCheck?: {
    /** Bytes held in memory; a longer body is answered with 413 unless partial messages are allowed. */
    maxRequestBytes: number;
    allowPartialMessage?: boolean;
    /** Only for gRPC. */
    packAsBytes?: boolean;
  };
}

interface GrpcAccessLog extends ProviderService {
  logName?: string;
  filterStateObjectsToLog?: readonly string[];
}

interface AccessLogFormat {
  /** A line, with Envoy's command operators (`%RESPONSE_CODE%`). */
  text: string;
  /** An object whose values may hold command operators. */
  labels: Record<string, unknown>;
}

/** A header with a fixed value, or with the value of an environment variable of the proxy. */
type ProviderHeader = { name: string } & ExactlyOne<{ value: string; envName: string }>;

/** One of the properties of T and none of the others: protobuf's `oneof`. */
type ExactlyOne<T> = {
  [Key in keyof T]: Pick<T, Key> & { [Other in Exclude<keyof T, Key>]?: never };
}[keyof T];
