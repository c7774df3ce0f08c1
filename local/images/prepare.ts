import { copyFile, cp, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { cache } from "../settings.js";
import { moduleFolder } from "../toolchain/build.js";
import type { Image } from "./catalogue.js";

const debianRelease = "trixie";

/** A root file system with Debian's required packages and apt, as the official slim image has. */
async function debootstrap(context: string): Promise<void> {
  const root = await mkdtemp(join(cache.scratch, "debootstrap-"));
  try {
    await execa("debootstrap", ["--variant=minbase", debianRelease, root]);
    await rm(join(root, "var/cache/apt/archives"), { recursive: true, force: true });
    await execa("tar", [
      "--create",
      "--file",
      join(context, "rootfs.tar"),
      "--directory",
      root,
      "--exclude=./dev/*",
      ".",
    ]);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** The npm packages that the folder's lock file pins, with checksums. */
async function npm(context: string): Promise<void> {
  await execa("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: context });
}

/** The bootstrap template that pilot-agent fills in, from the same module as pilot-agent itself. */
async function envoyBootstrap(context: string): Promise<void> {
  const istio = await moduleFolder("istio", "istio.io/istio");
  const file = "envoy_bootstrap.json";
  await copyFile(join(istio, "tools/packaging/common", file), join(context, file));
}

const steps: Readonly<Record<NonNullable<Image["prepare"]>, (context: string) => Promise<void>>> = {
  debootstrap,
  npm,
  "envoy-bootstrap": envoyBootstrap,
};

/** Lays out the build context of an image that is built from its own folder. */
export async function prepareContext(image: Image, context: string, tool: (program: string) => string): Promise<void> {
  await cp(image.folder, context, { recursive: true });
  await Promise.all((image.programs ?? []).map((program) => copyFile(tool(program), join(context, program))));
  if (image.prepare !== undefined) await steps[image.prepare](context);
}
