import { join, resolve } from "node:path";

/**
 * Where the build cache is: a folder of our own below the one that the environment names. `make clean` removes it whole,
 * which would otherwise take all that a person keeps on the disk that `MESH_PLATFORM_CACHE` names.
 * An empty variable counts as none (https://specifications.freedesktop.org/basedir-spec/latest/).
 */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>>, home: string): string {
  const parents = [environment["MESH_PLATFORM_CACHE"], environment["XDG_CACHE_HOME"], join(home, ".cache")];
  const parent = parents.find((path) => path !== undefined && path !== "") ?? home;
  return join(resolve(parent), "mesh-platform");
}
