import type { Report } from "./modules/down.mts";
import { MODULE_TIMEOUT, runModule } from "./run-module";

describe("make down", () => {
  let report: Report;

  beforeAll(async () => {
    report = await runModule<Report>("down");
  }, MODULE_TIMEOUT);

  test("where this project has made no cluster ends and removes nothing of another one", () => {
    expect(report.withoutCluster).toEqual(["Unmount build folders", "Remove build folders"]);
  });

  test("ends what holds mounts before it unmounts, and removes files last", () => {
    expect(report.withCluster).toEqual([
      "Stop the kubelet and the chart repository",
      "End all containers",
      "Stop containerd",
      "Unmount",
      "Remove devices, firewall rules and control groups",
      "Remove files",
    ]);
  });

  test("reads what the host looked like before", () => {
    expect(report.whole).toEqual(report.before);
  });

  test("goes on without the record when there is none, or only a part of one", () => {
    expect(report).toMatchObject({ none: null, cutShort: null, empty: null });
  });
});
