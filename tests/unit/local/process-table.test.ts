import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fc from "fast-check";
import { allProcesses, parseStatus, startTime, withDescendants } from "../../../local/cluster/process-table";

const fieldsAfterName = (state: string, parent: number, started: number) =>
  [state, parent, ...Array<number>(17).fill(0), started, 0, 0].join(" ");

describe("/proc/PID/stat", () => {
  test.each(["sleep", "tmux: server", "a) S 99 (b", "(sd-pam)", ")"])("is read whatever the command: %s", (command) => {
    expect(parseStatus(`42 (${command}) ${fieldsAfterName("S", 7, 12_345)}\n`)).toEqual({
      state: "S",
      parent: 7,
      started: "12345",
    });
  });

  test("of a process that ended meanwhile says nothing", () => {
    expect(parseStatus("")).toBeUndefined();
  });
});

describe("the processes of this machine", () => {
  test("include this one, with its parent and its command", async () => {
    const own = (await allProcesses()).find(({ pid }) => pid === process.pid);
    expect(own).toMatchObject({ parent: process.ppid });
    expect(own?.command[0]).not.toBe("");
  });

  test("have a start time as long as they run", async () => {
    const child = spawn("sleep", ["60"]);
    await once(child, "spawn");
    const pid = child.pid ?? 0;
    const started = await startTime(pid);
    expect(started).toMatch(/^\d+$/);
    expect(await startTime(pid)).toBe(started);
    expect(withDescendants([process.pid], await allProcesses())).toContain(pid);
    child.kill();
    await once(child, "exit");
    expect(await startTime(pid)).toBeUndefined();
  });
});

describe("descendants", () => {
  const process = (pid: number, parent: number) => ({ pid, parent, command: [] });

  test("are found however deep, and in whatever order the processes are listed", () => {
    const processes = [process(5, 4), process(4, 3), process(3, 1), process(9, 1), process(1, 0)];
    expect(withDescendants([3], processes).sort()).toEqual([3, 4, 5]);
  });

  test("of nobody are nobody", () => {
    expect(withDescendants([], [process(2, 1)])).toEqual([]);
  });

  test("are exactly the processes with one of the roots among their ancestors", () => {
    const tree = fc
      .array(fc.nat(1000), { minLength: 1, maxLength: 30 })
      .map((choices) => choices.map((choice, index) => process(index + 1, index === 0 ? 0 : (choice % index) + 1)));
    fc.assert(
      fc.property(tree, fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 3 }), (processes, roots) => {
        const parents = new Map(processes.map(({ pid, parent }) => [pid, parent]));
        const descends = (pid: number | undefined): boolean =>
          pid !== undefined && (roots.includes(pid) || descends(parents.get(pid)));
        const expected = new Set([...roots, ...processes.map(({ pid }) => pid).filter(descends)]);
        expect(new Set(withDescendants(roots, processes))).toEqual(expected);
      }),
    );
  });

  test("are found even where pids have been reused in a circle", () => {
    expect(withDescendants([1], [process(1, 2), process(2, 1)]).sort()).toEqual([1, 2]);
  });
});
