import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "./modules/daemons.mts";
import { MODULE_TIMEOUT, runModule } from "./run-module";

describe("a daemon of the cluster", () => {
  let report: Report;

  beforeAll(async () => {
    report = await runModule<Report>("daemons", mkdtempSync(join(tmpdir(), "daemons-")));
  }, MODULE_TIMEOUT);

  test("is started once, however often it is asked for", () => {
    expect(report).toMatchObject({ started: true, startedAgain: false, samePid: true, running: true });
  });

  test("is gone after stop, with its pid file; a second stop has nothing to do", () => {
    expect(report).toMatchObject({ runningAfterStop: false, fileAfterStop: null });
  });

  test("is not another process that has been given its pid since, and that one is left alone", () => {
    expect(report.reusedPid).toBeNull();
  });

  test("does not run when its pid file is damaged", () => {
    expect(report.damagedPid).toBeNull();
  });

  test("that does not end when asked is forced to", () => {
    expect(report).toMatchObject({ stubbornRan: true, stubbornRunsAfterStop: false });
  });

  test("writes its output to a log, and gets its own environment", () => {
    expect(report.log).toBe("hello\n");
  });

  test("whose program is missing is an error that names it", () => {
    expect(report.missing).toContain("no-such-program");
  });
});
