import type { PlatformConfig } from "../config";
import type { Intent } from "./ownership";

/** What the stack will claim in the cluster. Pure. */
export function intent(config: PlatformConfig, stack: string): Intent {
  const own = config.istio.mode === "install" ? [config.istio.namespace] : [];
  const services = config.services.map(({ namespace }) => namespace);
  return { stack, istio: config.istio, namespaces: [...new Set([...own, config.gateway.namespace, ...services])] };
}
