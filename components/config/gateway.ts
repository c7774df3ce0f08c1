import { z } from "zod";
import { INT32_MAX, whole } from "./hints";
import { address, annotationKey, dnsLabel, nodePort } from "./primitives";
import { containerResources } from "./resources";

const service = z
  .strictObject({
    type: z
      .enum(["NodePort", "LoadBalancer", "ClusterIP"])
      .default("NodePort")
      .describe(
        "How clients outside of the cluster reach the gateway. " +
          "https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types",
      ),
    annotations: z
      .record(annotationKey, z.string())
      .default({})
      .describe("Annotations of the Service, for example for the cloud's load balancer."),
    nodePorts: z
      .strictObject({
        http: nodePort.optional().describe("NodePort for HTTP, 30000 to 32767. With type NodePort: 30080 by default."),
        https: nodePort
          .optional()
          .describe("NodePort for HTTPS, 30000 to 32767. With type NodePort: 30443 by default."),
      })
      .optional()
      .describe(
        "Fixed ports on every node; with type NodePort or LoadBalancer. Left out for LoadBalancer: Kubernetes picks.",
      ),
    externalTrafficPolicy: z
      .enum(["Cluster", "Local"])
      .optional()
      .describe(
        "Local (default): the gateway sees the client's address, nodes without a gateway pod refuse. Cluster: every node " +
          "forwards, the address is lost. Not with type ClusterIP. " +
          "https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy",
      ),
  })
  .prefault({})
  .describe("The gateway's Kubernetes Service.");

const replicas = z
  .strictObject({
    min: whole(1, INT32_MAX).default(1).describe("Fewest gateway pods, at least 1."),
    max: whole(1, INT32_MAX)
      .optional()
      .describe("Most gateway pods; above min the gateway is autoscaled at 80 % CPU. Left out: the same as min."),
  })
  .prefault({})
  .describe("How many gateway pods run.");

export const gateway = z
  .strictObject({
    namespace: dnsLabel.default("istio-ingress").describe("Namespace of the gateway alone."),
    service,
    replicas,
    resources: containerResources("the gateway", {
      requests: { cpu: "100m", memory: "128Mi" },
      limits: { cpu: "2000m", memory: "1024Mi" },
    }),
    address: address
      .optional()
      .describe(
        "Host, without scheme and port, under which clients reach the gateway; for the base URL in the outputs. Left out: " +
          "127.0.0.1 with type NodePort, the address of the load balancer with type LoadBalancer.",
      ),
  })
  .prefault({})
  .describe("The ingress gateway, where clients enter the mesh.");
