import { parseAllDocuments } from "yaml";

/** The part of an OpenAPI v3 structural schema (as a CRD carries it) that decides a TypeScript type. */
export interface OpenApiSchema {
  description?: string;
  type?: string;
  enum?: string[];
  properties?: Record<string, OpenApiSchema>;
  required?: string[];
  items?: OpenApiSchema;
  additionalProperties?: boolean | OpenApiSchema;
  "x-kubernetes-preserve-unknown-fields"?: boolean;
  "x-kubernetes-int-or-string"?: boolean;
}

/** A CustomResourceDefinition as the chart ships it; only what the generator reads is named. */
export interface Crd {
  kind: string;
  metadata: { name: string };
  spec: {
    group: string;
    names: { kind: string };
    versions: { name: string; served: boolean; schema: { openAPIV3Schema: OpenApiSchema } }[];
  };
}

/** One Istio kind, in the one API version that the program writes. */
export interface ResourceKind {
  kind: string;
  apiVersion: string;
  spec: OpenApiSchema;
}

/** Reads every CRD from a multi-document YAML file. */
export function parseCrds(yaml: string): Crd[] {
  return parseAllDocuments(yaml).flatMap((document) => {
    const crd: Crd | null = document.toJS();
    if (crd === null) {
      return [];
    }
    if (crd.kind !== "CustomResourceDefinition") {
      throw new Error(`expected only CustomResourceDefinitions, found ${crd.kind} ${crd.metadata.name}`);
    }
    return [crd];
  });
}

/**
 * The kind that a CRD defines, in its most stable served version.
 *
 * Not the storage version: Telemetry is stored as v1alpha1 while v1 is served, and a resource whose type names an alpha
 * version would have to be replaced when Istio stops serving it.
 */
export function resourceKind(crd: Crd): ResourceKind {
  const { group, names, versions } = crd.spec;
  const best = versions.filter((version) => version.served).sort((a, b) => byStability(a.name, b.name))[0];
  const spec = best?.schema.openAPIV3Schema.properties?.["spec"];
  if (best === undefined || spec === undefined) {
    throw new Error(`${crd.metadata.name}: no served version with a spec`);
  }
  return { kind: names.kind, apiVersion: `${group}/${best.name}`, spec };
}

/**
 * Kubernetes' own order of versions: v2, v1, v1beta2, v1beta1, v1alpha1.
 * https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#version-priority
 */
function byStability(a: string, b: string): number {
  const [stageA, majorA, minorA] = rank(a);
  const [stageB, majorB, minorB] = rank(b);
  return stageB - stageA || majorB - majorA || minorB - minorA;
}

function rank(version: string): [stage: number, major: number, minor: number] {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (match === null) {
    throw new Error(`${version} is not a Kubernetes API version`);
  }
  const [, major, stage, minor] = match;
  return [["alpha", "beta", undefined].indexOf(stage), Number(major), Number(minor ?? 0)];
}
