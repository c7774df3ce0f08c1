import { cacheFolder } from "../../../local/cache-folder";

describe("the build cache", () => {
  test.each([
    ["the home by default", {}, "/home/ann/.cache/mesh-platform"],
    ["XDG_CACHE_HOME", { XDG_CACHE_HOME: "/xdg" }, "/xdg/mesh-platform"],
    ["MESH_PLATFORM_CACHE first of all", { MESH_PLATFORM_CACHE: "/big", XDG_CACHE_HOME: "/xdg" }, "/big/mesh-platform"],
    [
      "the home where the variables are empty",
      { MESH_PLATFORM_CACHE: "", XDG_CACHE_HOME: "" },
      "/home/ann/.cache/mesh-platform",
    ],
  ])("is below %s, in a folder of its own that can be removed whole", (_, environment, folder) => {
    expect(cacheFolder(environment, "/home/ann")).toBe(folder);
  });

  test("is an absolute path, because programs are run in folders of their own", () => {
    expect(cacheFolder({ MESH_PLATFORM_CACHE: "build" }, "/home/ann")).toBe(`${process.cwd()}/build/mesh-platform`);
  });
});
