import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { PlatformConfig } from "../config";
import { KUBERNETES_PLUGIN_VERSION } from "../versions";

/** The one provider of the program. Explicit, so that no ambient kubeconfig decides where a stack goes. */
export function kubernetesProvider(name: string, config: PlatformConfig["cluster"]): k8s.Provider {
  const opts = { version: config.provider.version ?? KUBERNETES_PLUGIN_VERSION };
  if (config.renderTo === undefined) {
    const { kubeconfig, context } = config;
    return new k8s.Provider(name, { kubeconfig, context, enableServerSideApply: true }, opts);
  }
  return new k8s.Provider(
    name,
    { renderYamlToDirectory: config.renderTo },
    // The package fills in KUBECONFIG by itself, which the plugin then refuses together with the folder.
    {
      ...opts,
      transformations: [({ props, opts: given }) => ({ props: { ...props, kubeconfig: undefined }, opts: given })],
    },
  );
}

/**
 * Makes every Kubernetes resource ask for the plugin version that its provider has. Without it the npm package puts its
 * own version into each request, and Pulumi downloads a second plugin that nothing uses.
 */
export function pinPluginVersion(config: PlatformConfig["cluster"]): void {
  const version = config.provider.version ?? KUBERNETES_PLUGIN_VERSION;
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
    type.startsWith("kubernetes:") ? { props, opts: pulumi.mergeOptions(opts, { version }) } : undefined,
  );
}
