import { intent } from "../../../components/cluster/intent";
import { findings, type ClusterInventory, type Intent } from "../../../components/cluster/ownership";
import { parsePlatformConfig } from "../../../components/config";
import { minimalService } from "../config/examples";

const OURS = "mesh-platform.dev";
const FOREIGN = "mesh-platform.other";

const empty: ClusterInventory = { namespaces: [{ name: "default", stack: undefined }], crds: [], istiods: [] };
const installing: Intent = {
  stack: OURS,
  istio: { mode: "install", namespace: "istio-system" },
  namespaces: ["istio-system", "istio-ingress", "shop"],
};
const using: Intent = {
  stack: OURS,
  istio: { mode: "existing", namespace: "istio-system" },
  namespaces: ["istio-ingress", "shop"],
};

const cluster = (changes: Partial<ClusterInventory>): ClusterInventory => ({ ...empty, ...changes });
const istioCrds = ["gateways.networking.istio.io", "virtualservices.networking.istio.io"];
const none = { conflicts: [], notes: [] };

describe("a stack that installs Istio", () => {
  test("is welcome in an empty cluster", () => {
    expect(findings(empty, installing)).toEqual(none);
  });

  test("finds what it has made itself, at the second `pulumi up`", () => {
    const made = cluster({
      namespaces: installing.namespaces.map((name) => ({ name, stack: OURS })),
      crds: istioCrds,
      istiods: ["istio-system/istiod"],
    });
    expect(findings(made, installing)).toEqual(none);
  });

  test("goes on after an installation of its own that stopped half-way, CRDs there and istiod not", () => {
    const half = cluster({ namespaces: [{ name: "istio-system", stack: OURS }], crds: istioCrds });
    expect(findings(half, installing)).toEqual(none);
  });

  test("leaves an Istio alone that nobody has labelled, and says how to use it", () => {
    const { conflicts, notes } = findings(
      cluster({ crds: istioCrds, istiods: ["mesh/istiod", "mesh/istiod-canary"] }),
      installing,
    );
    expect(conflicts).toEqual([
      expect.stringMatching(/^Istio is already installed in this cluster \(mesh\/istiod, mesh\/istiod-canary\)/),
    ]);
    expect(conflicts[0]).toContain('mesh-platform:istio.mode to "existing"');
    expect(notes).toEqual([]);
  });

  test("is told whose the installed Istio is, wherever it runs", () => {
    const other = cluster({
      namespaces: [
        { name: "mesh", stack: FOREIGN },
        { name: "other", stack: "mesh-platform.third" },
      ],
      istiods: ["mesh/istiod"],
    });
    const { conflicts } = findings(other, installing);
    expect(conflicts).toEqual([expect.stringContaining(`by the stack ${FOREIGN} (mesh/istiod)`)]);
  });

  test("is told both collisions where another stack has Istio in the same namespace", () => {
    const other = cluster({ namespaces: [{ name: "istio-system", stack: FOREIGN }], istiods: ["istio-system/istiod"] });
    const { conflicts } = findings(other, installing);
    expect(conflicts).toEqual([
      expect.stringContaining(`by the stack ${FOREIGN}`),
      expect.stringContaining(`Namespace istio-system belongs to the stack ${FOREIGN}`),
    ]);
  });

  test("cannot move the Istio that it has installed to another namespace", () => {
    const made = cluster({ namespaces: [{ name: "istio-system", stack: OURS }], istiods: ["istio-system/istiod"] });
    const moved: Intent = { ...installing, istio: { mode: "install", namespace: "mesh" } };
    const { conflicts } = findings(made, moved);
    expect(conflicts).toEqual([
      expect.stringContaining("This stack has installed Istio already (istio-system/istiod)"),
    ]);
    expect(conflicts[0]).toContain("istio.namespace back");
  });

  test("does not overwrite CRDs that somebody left, with perhaps somebody's configuration", () => {
    const { conflicts } = findings(cluster({ crds: istioCrds }), installing);
    expect(conflicts).toEqual([expect.stringContaining(`CRDs of Istio (${istioCrds.join(", ")}) but no istiod`)]);
  });

  test("is shown three of many CRDs, and that there are more", () => {
    const crds = ["a", "b", "c", "d"].map((name) => `${name}.networking.istio.io`);
    const { conflicts } = findings(cluster({ crds }), installing);
    expect(conflicts[0]).toContain("(a.networking.istio.io, b.networking.istio.io, c.networking.istio.io, …)");
  });

  test.each(["gateways.gateway.networking.k8s.io", "istios.example.com", "notistio.io"])(
    "takes %s for no CRD of Istio",
    (crd) => {
      expect(findings(cluster({ crds: [crd] }), installing)).toEqual(none);
    },
  );
});

describe("a stack that uses an existing Istio", () => {
  test("notes which one, and that it stays as it is", () => {
    const { conflicts, notes } = findings(cluster({ crds: istioCrds, istiods: ["istio-system/istiod"] }), using);
    expect(conflicts).toEqual([]);
    expect(notes).toEqual([expect.stringContaining("Using the Istio that is installed (istio-system/istiod)")]);
  });

  test("needs one that runs: CRDs alone are none", () => {
    const { conflicts, notes } = findings(cluster({ crds: istioCrds }), using);
    expect(conflicts).toEqual([expect.stringContaining("no istiod runs in this cluster")]);
    expect(notes).toEqual([]);
  });

  test("does not claim the namespace of Istio", () => {
    const there = cluster({
      namespaces: [{ name: "istio-system", stack: undefined }],
      istiods: ["istio-system/istiod"],
    });
    expect(findings(there, using).conflicts).toEqual([]);
  });
});

describe("the namespaces of a stack", () => {
  const namespaces = (...taken: [string, string | undefined][]) =>
    findings(cluster({ namespaces: taken.map(([name, stack]) => ({ name, stack })) }), installing).conflicts;

  test("may be there when they are its own", () => {
    expect(namespaces(["istio-ingress", OURS], ["shop", OURS])).toEqual([]);
  });

  test("may not be those of another stack, or of nobody that is known; each is named", () => {
    expect(namespaces(["istio-ingress", FOREIGN], ["shop", undefined], ["elsewhere", FOREIGN])).toEqual([
      expect.stringContaining(`Namespace istio-ingress belongs to the stack ${FOREIGN}`),
      expect.stringContaining("Namespace shop exists and is not of this program"),
    ]);
  });

  test("are Istio's if it installs it, the gateway's and those of its services, each once", () => {
    const services = [
      minimalService,
      { ...minimalService, name: "cart" },
      { ...minimalService, name: "b", namespace: "c" },
    ];
    const config = (mode: "install" | "existing") => parsePlatformConfig({ istio: { mode }, services });
    expect(intent(config("install"), OURS).namespaces).toEqual(["istio-system", "istio-ingress", "shop", "c"]);
    expect(intent(config("existing"), OURS).namespaces).toEqual(["istio-ingress", "shop", "c"]);
  });
});

describe("cert-manager", () => {
  test("is noted and left alone", () => {
    const { conflicts, notes } = findings(cluster({ crds: ["certificates.cert-manager.io"] }), installing);
    expect(conflicts).toEqual([]);
    expect(notes).toEqual([expect.stringContaining("cert-manager is installed")]);
  });

  test("does not hide what else there is to say", () => {
    const { conflicts, notes } = findings(
      cluster({ crds: ["certificates.cert-manager.io"], istiods: ["istio-system/istiod"] }),
      { ...using, namespaces: ["default"] },
    );
    expect(conflicts).toHaveLength(1);
    expect(notes).toHaveLength(2);
  });
});
