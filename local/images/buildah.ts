import { join } from "node:path";
import { execa } from "execa";
import { cache, runtimeRoot } from "../settings.js";
import { exists } from "../files.js";

const hostCertificates = "/etc/ssl/certs/ca-certificates.crt";
/** Not over the image's own bundle, which its ca-certificates package must be able to write. */
const buildCertificates = "/run/build-certificates.crt";

/** A store of our own: the person's images stay out of it, and `make clean` can remove it whole. */
const store = ["--root", cache.imageStore, "--runroot", join(runtimeRoot, "buildah"), "--storage-driver", "overlay"];

async function buildah(args: readonly string[]): Promise<string> {
  const { stdout } = await execa("buildah", [...store, ...args], { env: { BUILDAH_ISOLATION: "chroot" } });
  return stdout;
}

/**
 * The host's certificate authorities, so that a build works behind a proxy that re-signs TLS. A Dockerfile that
 * downloads declares the argument that its downloader reads.
 */
async function certificateArguments(): Promise<string[]> {
  if (!(await exists(hostCertificates))) return [];
  const readers = ["NODE_EXTRA_CA_CERTS", "PIP_CERT"].flatMap((name) => [
    "--build-arg",
    `${name}=${buildCertificates}`,
  ]);
  return ["--volume", `${hostCertificates}:${buildCertificates}:ro`, ...readers];
}

export interface Build {
  readonly reference: string;
  readonly dockerfile: string;
  readonly context: string;
  readonly args: Readonly<Record<string, string>>;
}

/** Builds an image into the store. Never pulls: what is not built here is an error that names it, not a wait for a registry. */
export async function build({ reference, dockerfile, context, args }: Build): Promise<void> {
  await buildah([
    "bud",
    "--layers",
    // A failed build would otherwise leave its half-made container mounted.
    "--force-rm",
    "--pull-never",
    ...(await certificateArguments()),
    ...Object.entries(args).flatMap(([key, value]) => ["--build-arg", `${key}=${value}`]),
    "--file",
    dockerfile,
    "--tag",
    reference,
    context,
  ]);
}

/** Writes an image of the store as an OCI archive; uncompressed, because it is read once and from the same disk. */
export async function exportArchive(reference: string, file: string): Promise<void> {
  await buildah(["push", "--disable-compression", reference, `oci-archive:${file}:${reference}`]);
}

/** Whether the store holds the image, as it must for images that are built from it. */
export async function inStore(reference: string): Promise<boolean> {
  return buildah(["images", "--quiet", reference]).then(
    (id) => id.trim() !== "",
    () => false,
  );
}
