import { label } from "./golden";
import { CRD, type RecordedResource } from "./recording-monitor";
import type { ProgramRun } from "./run-program";

export function ofType({ resources }: ProgramRun, type: string): RecordedResource[] {
  return resources.filter((resource) => resource.type === type);
}

/** The one resource of this type and name. */
export function the(run: ProgramRun, type: string, name: string): RecordedResource {
  const found = ofType(run, type).filter((resource) => resource.name === name);
  const [resource] = found;
  if (resource === undefined || found.length > 1) throw new Error(`${found.length} resources are ${type} ${name}`);
  return resource;
}

/** Types and names of resources, in alphabetical order. */
export function labels(resources: readonly RecordedResource[]): string[] {
  return resources.map(label).sort();
}

/** Everything but the CRDs, of which there are too many to name. */
export function withoutCrds(resources: readonly RecordedResource[]): RecordedResource[] {
  return resources.filter(({ type }) => type !== CRD);
}

/** Resources of Istio's own kinds. */
export function istioResources({ resources }: ProgramRun): RecordedResource[] {
  return resources.filter(({ type }) => /^kubernetes:[a-z]+\.istio\.io\//.test(type));
}

/** What a resource must wait for, as types and names. */
export function dependencies(run: ProgramRun, resource: RecordedResource): string[] {
  return labels(run.resources.filter(({ urn }) => resource.dependencies.includes(urn)));
}

/** The inputs as the plain object of the Kubernetes API that they are for. */
export function manifest<T>({ inputs }: RecordedResource): T {
  const copy: T = JSON.parse(JSON.stringify(inputs));
  return copy;
}
