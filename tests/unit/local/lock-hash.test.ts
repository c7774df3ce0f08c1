import type { Report } from "./modules/lock-hash.mts";
import { MODULE_TIMEOUT, runModule } from "./run-module";

describe("the hash of a tool group's lock", () => {
  let report: Report;

  beforeAll(async () => {
    report = await runModule<Report>("lock-hash");
  }, MODULE_TIMEOUT);

  test("is the same for the same group", () => {
    expect(report.again).toBe(report.pause);
    expect(report.groups["pause"]).toBe(report.pause);
  });

  test("is different for every group, so that each has a folder of its own", () => {
    const hashes = Object.values(report.groups);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  test("is a part of a folder's name", () => {
    for (const hash of Object.values(report.groups)) expect(hash).toMatch(/^[0-9a-f]{16}$/);
  });

  test("changes with all that decides the programs", () => {
    const hashes = [report.pause, ...Object.values(report.changes)];
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
