import * as pulumi from "@pulumi/pulumi";
import { CONFIG_NAMESPACE, type PlatformInput } from "../../../components/config";
import type { PlatformOutputs } from "../../../components/outputs/contract";
import program from "../../../index";
import { RecordingMonitor, type RecordedResource } from "./recording-monitor";

// The one part of the program that asks a real cluster.
jest.mock("../../../components/cluster/adoption", () => ({ checkAdoption: () => Promise.resolve() }));

export interface ProgramArgs {
  /** Name of the stack. Default: test. */
  readonly stack?: string;
  /** Configuration by key with namespace, as a stack file has it. */
  readonly config: Readonly<Record<string, unknown>>;
  /** What the cloud answers for the gateway's load balancer. Default: nothing yet. */
  readonly ingress?: { readonly hostname?: string; readonly ip?: string };
}

export interface ProgramRun {
  /** Everything that the program registers or reads, the stack itself first. */
  readonly resources: readonly RecordedResource[];
  readonly outputs: PlatformOutputs;
}

/** Configuration of a stack file made of values without namespace. */
export function stackConfig(input: PlatformInput): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [`${CONFIG_NAMESPACE}:${key}`, value]));
}

/**
 * Runs index.ts, the whole program, without engine, provider and cluster.
 *
 * What this cannot prove: that a chart accepts its values, that an API server accepts a manifest, what a chart makes of its
 * values (all of which the rendering tests look at), and that any of it works (for which there are e2e tests). Mocks give
 * back every input as an output and register in an order of their own, so neither computed outputs nor the order of a real
 * update are shown; of the order only the dependencies are.
 */
export async function runProgram({ stack = "test", config, ingress }: ProgramArgs): Promise<ProgramRun> {
  forgetAmbientCluster();
  const monitor = new RecordingMonitor({
    call: ({ inputs }) => inputs,
    newResource: ({ name, type, inputs, id }) => ({
      id: id === undefined || id === "" ? `${name}-id` : id,
      state: { ...inputs, ...status(type, inputs, ingress) },
    }),
  });
  // What pulumi.runtime.setMocks does, with a monitor of one's own; Pulumi then asks the monitor for its features itself.
  pulumi.runtime.setMockOptions(monitor, CONFIG_NAMESPACE, stack, false, "organization");
  pulumi.runtime.setAllConfig(
    Object.fromEntries(Object.entries(config).map(([key, value]) => [key, JSON.stringify(value)])),
  );
  const outputs: PlatformOutputs = JSON.parse(JSON.stringify(await pulumi.runtime.runInPulumiStack(program)));
  // The stack's outputs are known before everything is registered; this waits for the rest.
  await pulumi.runtime.disconnect();
  return { resources: monitor.recorded, outputs };
}

/** What the program reads of a resource that it has not put in. */
function status(
  type: string,
  inputs: Readonly<Record<string, unknown>>,
  ingress: ProgramArgs["ingress"],
): Record<string, unknown> {
  switch (type) {
    case "kubernetes:core/v1:Service":
      return ingress === undefined ? {} : { status: { loadBalancer: { ingress: [ingress] } } };
    case "kubernetes:helm.sh/v3:Release":
      return { status: { name: inputs["name"], namespace: inputs["namespace"] } };
    default:
      return {};
  }
}

/** The provider fills in what it finds in the environment, and a golden would differ from machine to machine. */
function forgetAmbientCluster(): void {
  for (const name of Object.keys(process.env)) {
    if (name === "KUBECONFIG" || name.startsWith("PULUMI_K8S_")) Reflect.deleteProperty(process.env, name);
  }
}
