import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { charts } from "../../../sdks/generator/charts";
import { crdFiles, valuesChart, valuesModule } from "../../../sdks/generator/sdk";
import { requireReadByTemplates } from "../../../sdks/generator/unlisted";
import { valuesInterface, type ValuesChart } from "../../../sdks/generator/values";

// json-schema-to-typescript loads Prettier, whose main entry cannot be loaded under Jest; it is asked not to format.
jest.mock("prettier", () => ({}));

const generated = join(__dirname, "../../../sdks/istio/generated");
const read = (file: string) => readFileSync(join(generated, file), "utf8");
const vendored: { from: string; crds: { spec: { names: { kind: string } } }[] } = JSON.parse(read("crds.json"));

describe("resources", () => {
  const widget = readFileSync(join(__dirname, "fixtures/widget-crd.yaml"), "utf8");

  test("a CRD becomes strict types and a thin class", async () => {
    const files = await crdFiles(widget, "a fixture");
    expect([...files.keys()]).toEqual(["crds.json", "widget.ts", "kinds.ts", "crd-names.ts"]);
    expect(files.get("widget.ts")).toBe(readFileSync(join(__dirname, "fixtures/widget.ts.txt"), "utf8"));
  });

  test("the same CRDs give the same bytes", async () => {
    expect(await crdFiles(widget, "a fixture")).toEqual(await crdFiles(widget, "a fixture"));
  });

  test("the vendored CRDs are those of the source, in full", async () => {
    const files = await crdFiles(widget, "a fixture");
    const { crds } = JSON.parse(files.get("crds.json") ?? "");
    expect(crds).toHaveLength(1);
    expect(crds[0].metadata.annotations).toEqual({ "helm.sh/resource-policy": "keep" });
    expect(crds[0].spec.versions).toHaveLength(3);
  });

  test("what is checked in is what the generator makes of the vendored CRDs", async () => {
    const crd = vendored.crds.find(({ spec }) => spec.names.kind === "PeerAuthentication");
    const files = await crdFiles(stringify(crd), sourceName());
    expect(files.get("peer-authentication.ts")).toBe(read("peer-authentication.ts"));
  });

  test("anything but a CRD in the file is refused", async () => {
    const configMap = "kind: ConfigMap\nmetadata: { name: a }\n";
    await expect(crdFiles(configMap, "a fixture")).rejects.toThrow("found ConfigMap a");
  });
});

describe("values", () => {
  const chart: ValuesChart = { name: "Values", description: "It.", yaml: "a: 1\n", types: {}, unlisted: {} };

  test("what is checked in is what the generator makes of the vendored values", async () => {
    const described = charts.map((chart) =>
      valuesChart(
        chart,
        read(`charts/${chart.vendoredAs}.values.yaml`),
        chart.schema && read(`charts/${chart.vendoredAs}.values.schema.json`),
      ),
    );
    expect(await valuesModule(described, sourceName())).toBe(read("values.ts"));
  });

  test("defaults, comments and well-known keys decide the types", () => {
    const yaml = `
_internal_defaults_do_not_set:
  # How many. More about it.
  replicas: 2
  nested:
    # Above the first key.
    enabled: false
    # Belongs to enabled no more.

    # About the name.
    name: ""
  tolerations: []
  anything: {}
  names:
    - a
  "odd-key":
`;
    expect(valuesInterface({ ...chart, yaml }).replace(/^ +/gm, "")).toBe(
      `/** It. */
export interface Values {
/**
 * How many.
 * @default 2
 */
replicas?: number;
nested?: {
/**
 * Above the first key.
 * @default false
 */
enabled?: boolean;
/** About the name. */
name?: string;
};
tolerations?: readonly k8s.core.v1.Toleration[];
anything?: Record<string, unknown>;
names?: readonly string[];
"odd-key"?: unknown;
}
`.replace(/^ +/gm, ""),
    );
  });

  test("a type for a value that the chart no longer has is refused", () => {
    expect(() => valuesInterface({ ...chart, types: { "a.gone": "string" } })).toThrow("no longer has a.gone");
  });

  test("a hand-listed value that no template reads is refused", () => {
    const folder = mkdtempSync(join(tmpdir(), "chart-"));
    try {
      for (const part of ["templates", "files"]) {
        mkdirSync(join(folder, part));
      }
      writeFileSync(join(folder, "templates/a.yaml"), "{{ .Values.nested.read }}");
      const unlisted = (path: string) => ({
        folder: "a",
        vendoredAs: "a",
        name: "Values",
        description: "It.",
        types: {},
        unlisted: { [path]: { type: "string", description: "It." } },
      });
      requireReadByTemplates(folder, unlisted("nested.read"));
      expect(() => requireReadByTemplates(folder, unlisted("nested.dead"))).toThrow("reads nested.dead");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** The name of the source as the checked-in headers have it. */
function sourceName(): string {
  return vendored.from.split(", ")[0] ?? "";
}
