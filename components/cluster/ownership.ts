/** Label by which a namespace says which stack made it, so that a second stack sees that it is taken. */
export const STACK_LABEL = "mesh-platform.io/stack";

/** What the adoption check needs to know of a cluster; read once, before anything is changed. */
export interface ClusterInventory {
  readonly namespaces: readonly { readonly name: string; readonly stack: string | undefined }[];
  /** Names of all CustomResourceDefinitions. */
  readonly crds: readonly string[];
  /** `namespace/name` of every Deployment that runs istiod. */
  readonly istiods: readonly string[];
}

/** What the stack is about to do, as far as it can collide with what is there. */
export interface Intent {
  /** Value of the stack label. */
  readonly stack: string;
  readonly istio: { readonly mode: "install" | "existing"; readonly namespace: string };
  /** Namespaces that the program makes. */
  readonly namespaces: readonly string[];
}

export interface Findings {
  /** Reasons not to go on. */
  readonly conflicts: readonly string[];
  /** What a person should know but that stops nothing. */
  readonly notes: readonly string[];
}

/** The stacks that made the namespaces in which istiod runs. */
function istiodOwners({ istiods, namespaces }: ClusterInventory): string[] {
  const homes = istiods.map((istiod) => istiod.slice(0, istiod.indexOf("/")));
  const owners = namespaces.flatMap(({ name, stack }) => (homes.includes(name) && stack !== undefined ? [stack] : []));
  return [...new Set(owners)];
}

function istioFindings(inventory: ClusterInventory, { istio, stack }: Intent): Findings {
  const ours = inventory.namespaces.some(({ name, stack: owner }) => name === istio.namespace && owner === stack);
  const installed = inventory.istiods.join(", ");
  if (istio.mode === "existing") {
    const here = inventory.istiods.some((istiod) => istiod.startsWith(`${istio.namespace}/`));
    if (inventory.istiods.length > 0 && !here) {
      return {
        conflicts: [
          `mesh-platform:istio.namespace is ${istio.namespace}, but the Istio of this cluster is elsewhere (${installed}).` +
            " Set it to that namespace: the mesh-wide policies are read from there.",
        ],
        notes: [],
      };
    }
    return inventory.istiods.length > 0
      ? {
          conflicts: [],
          notes: [`Using the Istio that is installed (${installed}); it and its CRDs stay as they are.`],
        }
      : {
          conflicts: [
            `mesh-platform:istio.mode is "existing", but no istiod runs in this cluster. Install Istio first, or set it to "install".`,
          ],
          notes: [],
        };
  }
  if (ours) return { conflicts: [], notes: [] };
  if (inventory.istiods.length > 0) {
    const owners = istiodOwners(inventory);
    if (owners.includes(stack)) {
      return {
        conflicts: [
          `This stack has installed Istio already (${installed}), and it cannot move to another namespace. Set` +
            " mesh-platform:istio.namespace back, or run `pulumi destroy` first.",
        ],
        notes: [],
      };
    }
    const by = owners.length === 0 ? "" : ` by the stack ${owners.join(", ")}`;
    return {
      conflicts: [
        `Istio is already installed in this cluster${by} (${installed}). To use it, set mesh-platform:istio.mode to "existing"` +
          ` (and mesh-platform:istio.namespace to where it is); its CRDs are then never touched.`,
      ],
      notes: [],
    };
  }
  const crds = inventory.crds.filter((name) => name.endsWith(".istio.io"));
  return crds.length === 0
    ? { conflicts: [], notes: [] }
    : {
        conflicts: [
          `This cluster has CRDs of Istio (${crds.slice(0, 3).join(", ")}${crds.length > 3 ? ", …" : ""}) but no istiod: the rest of` +
            ` an installation, perhaps with somebody's configuration in it. Delete them (kubectl delete crd …) or install istiod and set` +
            ` mesh-platform:istio.mode to "existing".`,
        ],
        notes: [],
      };
}

function namespaceFindings(inventory: ClusterInventory, intent: Intent): Findings {
  const conflicts = inventory.namespaces
    .filter(({ name, stack }) => intent.namespaces.includes(name) && stack !== intent.stack)
    .map(({ name, stack }) =>
      stack === undefined
        ? `Namespace ${name} exists and is not of this program. Choose another one, or delete it if nothing in it is needed.`
        : `Namespace ${name} belongs to the stack ${stack}. Choose another one: two stacks that share it would overwrite each other.`,
    );
  return { conflicts, notes: [] };
}

function certManagerFindings(inventory: ClusterInventory): Findings {
  return inventory.crds.includes("certificates.cert-manager.io")
    ? { conflicts: [], notes: ["cert-manager is installed in this cluster; the program leaves it alone."] }
    : { conflicts: [], notes: [] };
}

/** Compares what the stack wants with what the cluster has. Pure. */
export function findings(inventory: ClusterInventory, intent: Intent): Findings {
  const all = [istioFindings(inventory, intent), namespaceFindings(inventory, intent), certManagerFindings(inventory)];
  return { conflicts: all.flatMap(({ conflicts }) => conflicts), notes: all.flatMap(({ notes }) => notes) };
}
