import type { V1Container, V1PodSpec } from "@kubernetes/client-node";
import { ofKind, type Rendering } from "./render";

interface WithPodTemplate {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string };
  readonly spec?: { readonly template?: { readonly spec?: V1PodSpec } };
}

export interface RenderedContainer {
  /** `kind/workload/container`. */
  readonly name: string;
  readonly image: string;
}

const kinds = ["Deployment", "StatefulSet", "DaemonSet", "Job"];

/** Every container of every workload, also those that run before the others. */
export function containers(rendering: Rendering): RenderedContainer[] {
  return kinds
    .flatMap((kind) => ofKind<WithPodTemplate>(rendering, kind))
    .flatMap(({ kind, metadata, spec }) => {
      const pod = spec?.template?.spec;
      const all: V1Container[] = [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])];
      return all.map(({ name, image }) => ({ name: `${kind}/${metadata?.name}/${name}`, image: image ?? "" }));
    });
}

/** Whether the reference means the same image tomorrow, as far as its registry keeps its word: a digest, or a tag but latest. */
export function isPinned(image: string): boolean {
  const tag = /:([\w][\w.-]*)$/.exec(image)?.[1];
  return /@sha256:[0-9a-f]{64}$/.test(image) || (tag !== undefined && tag !== "latest");
}
