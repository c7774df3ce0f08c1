import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/**
 * The arguments of every Istio resource.
 *
 * It does not extend Pulumi's CustomResourceArgs: that has an index signature, under which any misspelt field compiles.
 */
export interface IstioResourceArgs<ApiVersion extends string, Kind extends string, Spec extends object> {
  /** Left out, or the class's own: it is here so that a manifest can be passed as it is, and one of another kind cannot. */
  apiVersion?: ApiVersion;
  /** As apiVersion. */
  kind?: Kind;
  /** Name, namespace, labels and annotations. Default: a generated name in the provider's default namespace. */
  metadata?: pulumi.Input<k8s.types.input.meta.v1.ObjectMeta>;
  /** What the resource asks of the mesh. */
  spec: pulumi.Input<Spec>;
}

/** An Istio resource as plain data: what pure functions return and goldens hold. Every field of the arguments is in it. */
export interface IstioManifest<ApiVersion extends string, Kind extends string, Spec extends object> {
  apiVersion: ApiVersion;
  kind: Kind;
  metadata: {
    name: string;
    /** Default: the provider's default namespace. */
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec: Spec;
}

/** What all generated classes share: a custom resource whose API version and kind are fixed and whose spec is typed. */
export abstract class IstioResource<Spec extends object> extends k8s.apiextensions.CustomResource {
  // `declare`: Pulumi's constructor sets the property; a class field would reset it to undefined afterwards.
  declare readonly spec: pulumi.Output<Spec>;

  protected constructor(
    apiVersion: string,
    kind: string,
    name: string,
    args: Pick<IstioResourceArgs<string, string, Spec>, "metadata" | "spec">,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(name, { apiVersion, kind, metadata: args.metadata, spec: args.spec }, opts);
  }
}
