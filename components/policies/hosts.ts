import type { ServiceConfig } from "../config";

/** The full name of a service in the cluster, the same from every namespace. */
export function serviceHost({ name, namespace }: Pick<ServiceConfig, "name" | "namespace">): string {
  return `${name}.${namespace}.svc.cluster.local`;
}
