import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { istioCrdNames, istioCrds, PeerAuthentication, type BaseValues } from "../../sdks/istio";
import { meshNamespace } from "../cluster/namespace";
import type { IstioConfig } from "../config";
import { helmChart } from "./helm-chart";
import { istiodValues } from "./istiod-values";

export interface MeshArgs {
  /** Which Istio, where, and how it treats plain text. */
  readonly config: IstioConfig;
  /** Value of the stack label on namespaces. */
  readonly stack: string;
  /** True when the program writes manifests instead of talking to a cluster. */
  readonly rendering: boolean;
}

/** Istio's control plane: installed by this stack, or the one that is there. */
export class Mesh extends pulumi.ComponentResource {
  /** Labels that make the mesh inject sidecars into a namespace's pods. */
  readonly injection: Readonly<Record<string, string>>;
  /** Resources of Istio's kinds depend on these: their CRDs, and the webhook that checks them. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: MeshArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mesh-platform:mesh:Mesh", name, {}, opts);
    const { config } = args;
    // https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/#automatic-sidecar-injection
    this.injection = config.revision === "" ? { "istio-injection": "enabled" } : { "istio.io/rev": config.revision };
    this.ready = config.mode === "install" ? this.install(name, args) : [];
    this.registerOutputs({ version: config.version });
  }

  private install(name: string, { config, stack, rendering }: MeshArgs): pulumi.Resource[] {
    const parent = { parent: this };
    const namespace = meshNamespace({ name: config.namespace, stack }, parent);
    const crds = istioCrds().map(
      (crd) => new k8s.apiextensions.v1.CustomResourceDefinition(`${name}-${crd.metadata.name}`, crd, parent),
    );
    const chart = {
      version: config.version,
      repository: config.repository,
      namespace: namespace.metadata.name,
      rendering,
    };
    const baseValues: BaseValues = {
      global: { istioNamespace: config.namespace },
      // The CRDs are resources of this component, because the chart's own would stay behind after `destroy`.
      base: { excludedCRDs: istioCrdNames },
      defaultRevision: config.revision === "" ? "default" : config.revision,
    };
    const base = helmChart(
      `${name}-base`,
      { ...chart, releaseName: "istio-base", chart: "base", values: baseValues },
      parent,
    );
    const istiod = helmChart(
      `${name}-istiod`,
      { ...chart, releaseName: "istiod", chart: "istiod", values: istiodValues(config) },
      { ...parent, dependsOn: [...crds, base] },
    );
    const ready = [...crds, istiod];
    new PeerAuthentication(
      `${name}-mtls`,
      {
        metadata: { name: "default", namespace: namespace.metadata.name },
        spec: { mtls: { mode: config.mtls } },
      },
      { ...parent, dependsOn: ready },
    );
    return ready;
  }
}
