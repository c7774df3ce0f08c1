import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

export interface HelmChartArgs<Values extends object> {
  /** Name of the Helm release and prefix of what the chart makes. */
  readonly releaseName: string;
  readonly chart: string;
  /** Exact version of the chart. */
  readonly version: string;
  /** URL of the chart repository. */
  readonly repository: string;
  readonly namespace: pulumi.Input<string>;
  readonly values: Values;
  /** True when the program writes manifests instead of talking to a cluster. */
  readonly rendering: boolean;
}

/**
 * Places a chart. On a cluster as a Release: istiod edits its own webhooks, which as single resources of a Chart would show
 * up as drift and fail a refresh. A Release cannot be rendered, so without a cluster it is a Chart.
 */
export function helmChart<Values extends object>(
  name: string,
  args: HelmChartArgs<Values>,
  opts: pulumi.ComponentResourceOptions,
): k8s.helm.v3.Release | k8s.helm.v4.Chart {
  const { chart, version, namespace, values } = args;
  const repositoryOpts = { repo: args.repository };
  if (args.rendering) {
    return new k8s.helm.v4.Chart(
      name,
      { name: args.releaseName, chart, version, namespace, repositoryOpts, values: { ...values } },
      opts,
    );
  }
  return new k8s.helm.v3.Release(
    name,
    {
      name: args.releaseName,
      chart,
      version,
      namespace,
      repositoryOpts,
      values: { ...values },
      // A failed first installation would otherwise block the next `up` with "cannot re-use a name that is still in use".
      atomic: true,
      timeout: 300,
    },
    opts,
  );
}
