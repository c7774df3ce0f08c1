import {
  ApiextensionsV1Api,
  AppsV1Api,
  CoreV1Api,
  KubeConfig,
  type ApiConstructor,
  type ApiType,
} from "@kubernetes/client-node";
import type { PlatformConfig } from "../config";
import { expandHome } from "./home";
import { STACK_LABEL, type ClusterInventory } from "./ownership";

function kubeConfig({ kubeconfig, context }: PlatformConfig["cluster"]): KubeConfig {
  const loaded = new KubeConfig();
  if (kubeconfig === undefined) loaded.loadFromDefault();
  else loaded.loadFromFile(expandHome(kubeconfig));
  if (context !== undefined) loaded.setCurrentContext(context);
  return loaded;
}

/** Reads what is in the cluster. Fails when the cluster does not answer or its user may not list these kinds. */
export async function readInventory(config: PlatformConfig["cluster"]): Promise<ClusterInventory> {
  const loaded = kubeConfig(config);
  const client = <T extends ApiType>(api: ApiConstructor<T>): T => loaded.makeApiClient(api);
  const [namespaces, crds, istiods] = await Promise.all([
    client(CoreV1Api).listNamespace(),
    client(ApiextensionsV1Api).listCustomResourceDefinition(),
    client(AppsV1Api).listDeploymentForAllNamespaces({ labelSelector: "app=istiod" }),
  ]);
  return {
    namespaces: namespaces.items.map(({ metadata }) => ({
      name: metadata?.name ?? "",
      stack: metadata?.labels?.[STACK_LABEL],
    })),
    crds: crds.items.map(({ metadata }) => metadata?.name ?? ""),
    istiods: istiods.items.map(({ metadata }) => `${metadata?.namespace ?? ""}/${metadata?.name ?? ""}`),
  };
}
