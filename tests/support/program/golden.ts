import { stringify } from "yaml";
import { CRD, type RecordedResource } from "./recording-monitor";
import type { ProgramRun } from "./run-program";

const HEADER = `# What the program asks Pulumi for with this stack file: \`npm run update-goldens\` writes it, a person reviews the diff.
# Charts are shown by their values, CRDs by their names; dependsOn holds what inputs are computed from as well.
`;

/** How a golden and the tests speak of a resource. */
export function label({ type, name }: RecordedResource): string {
  return `${type} ${name}`;
}

/** By code units: what localeCompare does depends on the machine's language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The same data with the keys of every mapping in order, so that moving a line in the program is no difference. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compare(a, b));
  return Object.fromEntries(entries.map(([key, inner]) => [key, ordered(inner)]));
}

class Tree {
  readonly #byUrn: ReadonlyMap<string, RecordedResource>;
  readonly #crds: readonly string[];

  constructor(readonly resources: readonly RecordedResource[]) {
    this.#byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    this.#crds = resources.filter(({ type }) => type === CRD).map(({ urn }) => urn);
  }

  label(urn: string): string {
    const resource = this.#byUrn.get(urn);
    return resource === undefined ? urn : label(resource);
  }

  /** Components and what is in them stand together, parents first. */
  path(resource: RecordedResource): string {
    const parent = resource.parent === undefined ? undefined : this.#byUrn.get(resource.parent);
    return `${parent === undefined ? "" : this.path(parent)}/${label(resource)}`;
  }

  /** All CRDs together are one line: most resources depend on each of them. */
  dependsOn({ dependencies }: RecordedResource): string[] {
    const all = this.#crds.length > 0 && this.#crds.every((urn) => dependencies.includes(urn));
    const rest = dependencies.filter((urn) => !all || !this.#crds.includes(urn)).map((urn) => this.label(urn));
    return [...(all ? ["every CustomResourceDefinition"] : []), ...rest.sort(compare)];
  }
}

function entry(tree: Tree, resource: RecordedResource): Record<string, unknown> {
  const dependsOn = tree.dependsOn(resource);
  return {
    [resource.read ? "read" : "resource"]: label(resource),
    ...(resource.parent === undefined ? {} : { parent: tree.label(resource.parent) }),
    ...(dependsOn.length === 0 ? {} : { dependsOn }),
    // "URN::ID", of which the ID is a mock's.
    ...(resource.provider === undefined ? {} : { provider: tree.label(resource.provider.replace(/::[^:]*$/, "")) }),
    ...(resource.version === undefined ? {} : { version: resource.version }),
    // The name of a CRD is in the name of its resource, and the rest of it is vendored.
    ...(Object.keys(resource.inputs).length === 0 || resource.type === CRD ? {} : { inputs: ordered(resource.inputs) }),
  };
}

/** The text of a golden: the stack's outputs and every resource, in an order that depends on their names alone. */
export function goldenText({ resources, outputs }: ProgramRun): string {
  const tree = new Tree(resources);
  const sorted = [...resources].sort((a, b) => compare(tree.path(a), tree.path(b)));
  const document = { outputs: ordered(outputs), resources: sorted.map((resource) => entry(tree, resource)) };
  return HEADER + stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
}
