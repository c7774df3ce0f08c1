import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** Istio's sources that the SDK is generated from. */
export interface Source {
  /** The folder manifests/charts. */
  charts: string;
  /** What the header of a generated file calls it. */
  name: string;
}

const istioModule = "istio.io/istio";

/** The charts of the Istio version that the toolchain pins, out of Go's module cache. */
export function pinnedSource(root: string): Source {
  const [version = "", folder = ""] = execFileSync("go", ["list", "-m", "-f", "{{.Version}}\t{{.Dir}}", istioModule], {
    cwd: join(root, "local/toolchain/modules/istio"),
    env: { ...process.env, GOFLAGS: "-mod=mod" },
    encoding: "utf8",
  })
    .trim()
    .split("\t");
  if (folder === "") {
    throw new Error(
      `${istioModule} ${version} is not in Go's module cache; run "go mod download ${istioModule}" in local/toolchain/modules/istio`,
    );
  }
  return { charts: join(folder, "manifests/charts"), name: `${istioModule} ${version}` };
}

/** The charts in a folder that has the layout of Istio's manifests/charts. */
export function sourceIn(charts: string, name = "Istio's charts"): Source {
  if (!existsSync(join(charts, crdFile))) {
    throw new Error(`${charts} is not Istio's manifests/charts: it has no ${crdFile}`);
  }
  return { charts, name };
}

/** Where Istio keeps its CRDs, under manifests/charts. */
export const crdFile = "base/files/crd-all.gen.yaml";
