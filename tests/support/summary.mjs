import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Adds up what Jest's result files in a folder say, and prints it as the last line of a test run. */
const folder = process.argv[2] ?? ".";
const results = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
// A file that does not even load counts as a failed test; so does a run without any result.
const failed = sum("numFailedTests") + sum("numRuntimeErrorTestSuites") + (results.length === 0 ? 1 : 0);
const skipped = sum("numPendingTests") + sum("numTodoTests");
console.log(`${sum("numPassedTests")} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`);
process.exitCode = failed === 0 ? 0 : 1;
