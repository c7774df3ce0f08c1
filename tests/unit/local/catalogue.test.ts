import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { programName, toolGroups } from "../../../local/toolchain/tools";
import type { Report } from "./modules/catalogue.mts";
import { MODULE_TIMEOUT, runModule } from "./run-module";

const root = join(__dirname, "../../..");
const text = (path: string) => readFileSync(join(root, path), "utf8");

/** Instructions of a Dockerfile, one per line, `\` at a line's end followed. */
function instructions(dockerfile: string): { name: string; args: string[] }[] {
  return dockerfile
    .replaceAll(/^#.*\n/gm, "")
    .replaceAll("\\\n", " ")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.trim().split(/\s+/))
    .map(([name = "", ...args]) => ({ name: name.toUpperCase(), args }));
}

/** Values of a key anywhere in YAML data. */
function valuesOf(data: unknown, key: string): unknown[] {
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) => (name === key ? [value] : valuesOf(value, key)));
}

function imagesIn(yaml: string): unknown[] {
  return parseAllDocuments(yaml).flatMap((document) => valuesOf(document.toJS(), "image"));
}

describe("the catalogue of images", () => {
  let images: Report;
  const dockerfile = (image: Report[number]) => instructions(text(join(image.folder, "Dockerfile")));
  const named = (image: Report[number], name: string) => dockerfile(image).filter((entry) => entry.name === name);

  beforeAll(async () => {
    images = await runModule<Report>("catalogue");
  }, MODULE_TIMEOUT);

  test("names a Dockerfile for every image, and every Dockerfile of local/images is of an image", () => {
    for (const image of images)
      expect([image.reference, existsSync(join(root, image.folder, "Dockerfile"))]).toEqual([image.reference, true]);
    const folders = readdirSync(join(root, "local/images"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `local/images/${name}`);
    expect(images.map(({ folder }) => folder)).toEqual(expect.arrayContaining(folders));
  });

  test("has full names with a tag, each once", () => {
    const references = images.map(({ reference }) => reference);
    for (const reference of references)
      expect(reference).toMatch(/^[a-z0-9.]+\.[a-z]+\/[a-z0-9/-]+:(?!latest$)[\w.-]+$/);
    expect(new Set(references).size).toBe(references.length);
  });

  test("lists an image after those that it is built from", () => {
    images.forEach((image, index) => {
      const earlier = images.slice(0, index).map(({ reference }) => reference);
      expect(earlier).toEqual(expect.arrayContaining([...(image.from ?? [])]));
    });
  });

  test("says exactly which images each Dockerfile is built from", () => {
    for (const image of images) {
      const stages = named(image, "FROM").flatMap(({ args }) => (args[1]?.toUpperCase() === "AS" ? [args[2]] : []));
      const bases = named(image, "FROM").map(({ args: [base = ""] }) => base);
      const foreign = bases.filter((base) => base !== "scratch" && !stages.includes(base));
      expect([image.reference, [...new Set(foreign)].sort()]).toEqual([
        image.reference,
        [...(image.from ?? [])].sort(),
      ]);
    }
  });

  test("takes every program from a tool group, and each Dockerfile copies the programs that it is given", () => {
    const built = toolGroups.flatMap((group) => group.packages.map((packagePath) => programName(group, packagePath)));
    for (const image of images) {
      const programs = image.programs ?? [];
      expect(built).toEqual(expect.arrayContaining([...programs]));
      const copied = named(image, "COPY").flatMap(({ args }) => args);
      const wanted = image.args?.["PROGRAM"] === undefined ? programs : ["${PROGRAM}"];
      expect(copied).toEqual(expect.arrayContaining([...wanted]));
    }
  });

  test("gives every argument that a Dockerfile without a default for it declares, and no other", () => {
    // Given to every build, for machines behind a proxy that re-signs TLS.
    const certificates = ["NODE_EXTRA_CA_CERTS", "PIP_CERT"];
    for (const image of images) {
      const declared = named(image, "ARG").map(({ args: [arg = ""] }) => arg);
      const undecided = declared.filter((arg) => !arg.includes("=") && !certificates.includes(arg));
      expect([image.reference, undecided]).toEqual([image.reference, Object.keys(image.args ?? {})]);
    }
  });

  test("has users by number: with runAsNonRoot the kubelet refuses a name, which may be root", () => {
    for (const image of images)
      for (const { args } of named(image, "USER")) expect(args).toEqual([expect.stringMatching(/^[1-9]\d*(?::\d+)?$/)]);
  });

  test("runs the project's own apps as a user that is not root", () => {
    const apps = images.filter(({ folder }) => folder.startsWith("apps/"));
    expect(apps).not.toEqual([]);
    for (const image of apps) expect(named(image, "USER")).toHaveLength(1);
  });

  test("has every image that the add-ons and the local stack ask for, under the very name", () => {
    const imported = images.filter((image) => image.imported !== false).map(({ reference }) => reference);
    const manifests = readdirSync(join(root, "local/cluster/manifests")).map(
      (name) => `local/cluster/manifests/${name}`,
    );
    const asked = [...manifests, "Pulumi.local.yaml"].flatMap((path) => imagesIn(text(path)));
    expect(asked).not.toEqual([]);
    expect(imported).toEqual(expect.arrayContaining(asked));
  });

  test("tags etcd with the version of the lock file", () => {
    const [, tag = ""] = /\/etcd:(.+)-\d+$/m.exec(images.map(({ reference }) => reference).join("\n")) ?? [];
    expect(text("local/toolchain/modules/kubernetes/go.mod")).toContain(`go.etcd.io/etcd/server/v3 v${tag} `);
  });
});
