import { z } from "zod";
import { INT32_MAX, whole } from "./hints";
import { dnsLabel, envName, image, port, serviceName, urlPath } from "./primitives";
import { containerResources } from "./resources";
import { route } from "./route";
import { balancing, connections, outlierDetection, retries, timeout } from "./traffic";

const autoscaling = z
  .strictObject({
    min: whole(1, INT32_MAX).describe("Fewest pods, at least 1."),
    max: whole(1, INT32_MAX).describe("Most pods, at least min."),
    cpuUtilization: whole(1, 100)
      .default(80)
      .describe("Average CPU use that is aimed at, in percent of the request. Default 80."),
  })
  .describe(
    "Pods by load instead of a fixed number; not together with replicas. " +
      "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",
  );

const health = z
  .strictObject({
    liveness: urlPath
      .default("/livez")
      .describe("Path that answers 200 as long as the container need not be restarted."),
    readiness: urlPath.default("/readyz").describe("Path that answers 200 while the pod can take requests."),
  })
  .prefault({})
  .describe(
    "Paths of the probes. https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
  );

const disruptionBudget = z
  .strictObject({
    minAvailable: whole(1, INT32_MAX).describe(
      "Pods that stay while nodes are drained; below the fewest pods that run.",
    ),
  })
  .describe("Limit of voluntary disruptions. https://kubernetes.io/docs/tasks/run-application/configure-pdb/");

export const service = z
  .strictObject({
    name: serviceName.describe(
      "Name, unique in the catalogue; also that of its Deployment, Service and ServiceAccount.",
    ),
    namespace: dnsLabel.describe("Namespace; services may share one, but not with Istio or the gateway."),
    image: image.describe('Container image with a tag or digest, never ":latest".'),
    port: port.default(8080).describe("TCP port that the container listens on for HTTP. Default 8080."),
    replicas: whole(1, INT32_MAX)
      .optional()
      .describe("Fixed number of pods, 1 when neither this nor autoscaling is given; not together with autoscaling."),
    autoscaling: autoscaling.optional(),
    env: z
      .record(envName, z.string())
      .default({})
      .describe("Environment of the container. Values are text: numbers and true need quotes."),
    health,
    resources: containerResources("one container of the service", {
      requests: { cpu: "100m", memory: "128Mi" },
      limits: { cpu: "200m", memory: "256Mi" },
    }),
    routes: z
      .array(route)
      .default([])
      .describe("How clients reach the service through the gateway. Empty: only from within the mesh."),
    timeout,
    retries,
    balancing,
    connections,
    outlierDetection,
    disruptionBudget: disruptionBudget.optional(),
  })
  .meta({ description: "One service of the mesh.", not: { required: ["replicas", "autoscaling"] } });
