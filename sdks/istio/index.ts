/** Istio as types: its resources, its CRDs, its charts' values and its mesh configuration. */
export * from "./crds";
export type * from "./extension-providers";
export * from "./generated/kinds";
export type * from "./generated/values";
export type * from "./mesh-config";
export type * from "./mesh-proxy-config";
export type { IstioManifest, IstioResourceArgs } from "./resource";
export type * from "./values-types";
