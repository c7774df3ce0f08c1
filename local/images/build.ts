import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { ListrTask } from "listr2";
import { removeStale } from "../cache.js";
import { cache, repositoryRoot } from "../settings.js";
import { programHash, tool } from "../toolchain/build.js";
import { build, exportArchive, inStore } from "./buildah.js";
import { images, type Image } from "./catalogue.js";
import { prepareContext } from "./prepare.js";
import { exists } from "../files.js";

const ignoredFolders = new Set(["node_modules", "dist", "tests", "coverage"]);

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = await Promise.all(
    entries
      .filter((entry) => !ignoredFolders.has(entry.name))
      .map((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)])),
  );
  return nested.flat().sort();
}

/** What decides an image: its files, programs, arguments and the images below it. */
export async function inputHash(image: Image): Promise<string> {
  const files = await filesBelow(image.folder);
  if (image.context === "repository") {
    files.push(...["package.json", "package-lock.json", ".dockerignore"].map((file) => join(repositoryRoot, file)));
  }
  const hash = createHash("sha256").update(JSON.stringify([image.reference, image.args, image.prepare]));
  for (const file of files) hash.update(file.slice(repositoryRoot.length)).update(await readFile(file));
  for (const program of image.programs ?? []) hash.update(await programHash(program));
  for (const reference of image.from ?? []) hash.update(await inputHash(imageCalled(reference)));
  return hash.digest("hex").slice(0, 16);
}

function imageCalled(reference: string): Image {
  const image = images.find((candidate) => candidate.reference === reference);
  if (image === undefined) throw new Error(`no image is called ${reference}`);
  return image;
}

/** The archive of an image, or for an image that only others are built from the mark that it is in the store. */
export async function archiveOf(image: Image): Promise<string> {
  const slug = image.reference.replaceAll(/[^a-z0-9.]+/gi, "-");
  return join(cache.images, `${slug}-${await inputHash(image)}${image.imported === false ? ".stored" : ".tar"}`);
}

async function isBuilt(image: Image, archive: string): Promise<boolean> {
  return (await exists(archive)) && (image.imported !== false || (await inStore(image.reference)));
}

async function buildImage(image: Image, archive: string): Promise<void> {
  await mkdir(cache.images, { recursive: true });
  const scratch = await mkdtemp(join(cache.scratch, "context-"));
  try {
    if (image.context !== "repository") await prepareContext(image, scratch, tool);
    const context = image.context === "repository" ? repositoryRoot : scratch;
    const dockerfile = join(image.folder, "Dockerfile");
    await build({ reference: image.reference, dockerfile, context, args: image.args ?? {} });
    if (image.imported === false) {
      await writeFile(archive, "");
    } else {
      await exportArchive(image.reference, `${archive}.building`);
      await rename(`${archive}.building`, archive);
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Those images that others are built from come first in the catalogue, so building in its order needs no sorting. */
export function imageTasks(wanted: (image: Image) => boolean): ListrTask[] {
  return images.filter(wanted).map((image) => ({
    title: image.reference,
    task: async (_context, task) => {
      const archive = await archiveOf(image);
      if (await isBuilt(image, archive)) {
        task.skip(`${image.reference}: in the cache`);
        return;
      }
      await rm(`${archive}.building`, { force: true });
      await buildImage(image, archive);
    },
  }));
}

/** Archives of all images that pods run, in their current version. */
export async function archives(): Promise<{ reference: string; archive: string }[]> {
  return Promise.all(
    images
      .filter((image) => image.imported !== false)
      .map(async (image) => ({ reference: image.reference, archive: await archiveOf(image) })),
  );
}

/** Removes archives of old inputs. */
export async function pruneArchives(): Promise<void> {
  const wanted = await Promise.all(images.map(archiveOf));
  await removeStale(cache.images, new Set(wanted.map((archive) => basename(archive))));
}
