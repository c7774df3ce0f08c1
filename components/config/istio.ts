import { z } from "zod";
import { whole } from "./hints";
import { dnsLabel, httpUrl, imageHub, revision, version } from "./primitives";
import { containerResources } from "./resources";

const istiod = z
  .strictObject({
    replicas: whole(1, 10)
      .default(1)
      .describe("Pods of the control plane, 1 to 10. Two or more survive a node's loss."),
    resources: containerResources("istiod", { requests: { cpu: "500m", memory: "2048Mi" } }),
  })
  .prefault({})
  .describe("Istio's control plane; only with mode install.");

const proxy = z
  .strictObject({
    resources: containerResources("every sidecar proxy", {
      requests: { cpu: "100m", memory: "128Mi" },
      limits: { cpu: "2000m", memory: "1024Mi" },
    }),
  })
  .prefault({})
  .describe("The sidecar proxies; only with mode install.");

export const istio = z
  .strictObject({
    mode: z
      .enum(["install", "existing"])
      .default("install")
      .describe(
        "install: the program installs Istio. existing: it uses the Istio in the cluster and changes none of it.",
      ),
    version: version
      .default("1.31.1")
      .describe("Version of Istio's charts and images. https://istio.io/latest/docs/releases/supported-releases/"),
    repository: httpUrl
      .default("https://istio-release.storage.googleapis.com/charts")
      .describe("URL of the Helm repository with Istio's charts. https://istio.io/latest/docs/setup/install/helm/"),
    namespace: dnsLabel
      .default("istio-system")
      .describe("Namespace of the control plane, and root namespace of the mesh."),
    revision: revision
      .default("")
      .describe(
        "Revision of the control plane. Empty: namespaces join the mesh by the label istio-injection; otherwise by " +
          "istio.io/rev with this value. https://istio.io/latest/docs/setup/upgrade/canary/",
      ),
    hub: imageHub.default("docker.io/istio").describe("Registry and folder of Istio's images."),
    proxyBuild: z
      .enum(["istio", "upstream"])
      .default("istio")
      .describe(
        "istio: the official proxy image. upstream: Envoy without Istio's own filters, so without its metrics.",
      ),
    mtls: z
      .enum(["STRICT", "PERMISSIVE"])
      .default("STRICT")
      .describe(
        "STRICT: workloads refuse plain text. PERMISSIVE: they accept both, for clients outside of the mesh. " +
          "https://istio.io/latest/docs/concepts/security/#mutual-tls-authentication",
      ),
    istiod,
    proxy,
  })
  .prefault({})
  .describe("Istio: which one, where, and how its proxies treat plain text.");
