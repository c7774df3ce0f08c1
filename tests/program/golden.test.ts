import { goldenText } from "../support/program/golden";
import { orphans, reviewed } from "../support/program/golden-files";
import { runProgram } from "../support/program/run-program";
import { stackFiles } from "../support/program/stack-files";

/**
 * A golden shows a reviewer everything that a change does to a stack, and nothing more: that a resource is in it says that
 * the program asks for it, not that a cluster would take it. See runProgram for what mocks leave open.
 */
describe("the whole program does what was reviewed", () => {
  test("there are stack files for the local, dev and prod stacks", () => {
    expect(stackFiles().map(({ path }) => path)).toEqual(
      expect.arrayContaining(["Pulumi.dev.yaml", "Pulumi.local.yaml", "Pulumi.prod.yaml"]),
    );
  });

  test.each(stackFiles())("$path", async (file) => {
    const text = goldenText(await runProgram(file));
    expect(text).toBe(reviewed(file, text));
  });

  test("every golden has its stack file", () => {
    expect(orphans(stackFiles())).toEqual([]);
  });
});
