import * as pulumi from "@pulumi/pulumi";
import type { ReadResourceRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";

/** Type of the CRDs that the program places. */
export const CRD = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition";

/** A resource as the program asks the engine for it. */
export interface RecordedResource {
  /** As Pulumi's mocks make it: unique, but not the URN that the engine would give. */
  readonly urn: string;
  readonly type: string;
  /** The name in the program, not the one in the cluster. */
  readonly name: string;
  /** True when the program looks at an object that it does not own. */
  readonly read: boolean;
  /** URN; absent for the stack itself. */
  readonly parent?: string;
  /** URNs of what must exist before: `dependsOn`, and the owners of outputs that the inputs are made of. */
  readonly dependencies: readonly string[];
  /** URN and ID of the explicit provider; absent for components, and for resources left to a default provider. */
  readonly provider?: string;
  /** Version of the plugin that is asked for; absent when the program names none. */
  readonly version?: string;
  /** Without the spec of CRDs. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

type Callback = (error: unknown, response: unknown) => void;
type Details = Pick<RecordedResource, "read" | "dependencies" | "inputs">;

/**
 * The mock engine of `pulumi.runtime.setMocks`, which also keeps each request: mocks alone are not told of parents,
 * dependencies and versions.
 */
export class RecordingMonitor extends MockMonitor {
  readonly #recorded = new Map<string, RecordedResource>();

  get recorded(): readonly RecordedResource[] {
    return [...this.#recorded.values()];
  }

  override async registerResource(request: RegisterResourceRequest, callback: Callback): Promise<void> {
    // A megabyte of schemas, vendored and nobody's input: reading them at every run would take most of a test's time.
    const object = request.getObject();
    if (request.getType() === CRD) object?.getFieldsMap().del("spec");
    const inputs = object === undefined ? {} : pulumi.runtime.deserializeProperties(object);
    return super.registerResource(
      request,
      this.#recording(request, { read: false, dependencies: request.getDependenciesList(), inputs }, callback),
    );
  }

  override async readResource(request: ReadResourceRequest, callback: Callback): Promise<void> {
    const inputs = { id: request.getId() };
    return super.readResource(
      request,
      this.#recording(request, { read: true, dependencies: request.getDependenciesList(), inputs }, callback),
    );
  }

  #recording(
    request: RegisterResourceRequest | ReadResourceRequest,
    details: Details,
    callback: Callback,
  ): (error: unknown, response: { getUrn(): string } | undefined) => void {
    return (error, response) => {
      if (error || response === undefined) {
        callback(error, response);
        return;
      }
      const urn = response.getUrn();
      if (this.#recorded.has(urn)) {
        // The engine ends such a program; mocks would let the second take the place of the first.
        callback(new Error(`duplicate resource ${urn}`), undefined);
        return;
      }
      this.#recorded.set(urn, {
        urn,
        type: request.getType(),
        name: request.getName(),
        ...(request.getParent() === "" ? {} : { parent: request.getParent() }),
        ...(request.getProvider() === "" ? {} : { provider: request.getProvider() }),
        ...(request.getVersion() === "" ? {} : { version: request.getVersion() }),
        ...details,
      });
      callback(null, response);
    };
  }
}
