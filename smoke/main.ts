import { text } from "node:stream/consumers";
import type { PlatformOutputs } from "../components/outputs/contract";
import { smoke } from "./smoke";

/** `pulumi stack output --json | npm run --silent smoke`: exit code 1 when an endpoint does not answer as it should. */
async function main(): Promise<void> {
  const outputs: Partial<PlatformOutputs> = JSON.parse(await text(process.stdin));
  if (outputs.endpoints === undefined || outputs.endpoints.length === 0) {
    throw new Error("the outputs name no endpoint: give a route of mesh-platform:services a check");
  }
  const verdicts = await smoke({ endpoints: outputs.endpoints });
  for (const { endpoint, problem } of verdicts)
    console.log(`${problem === undefined ? "ok  " : "FAIL"} ${endpoint}${problem === undefined ? "" : `: ${problem}`}`);
  if (verdicts.some(({ problem }) => problem !== undefined)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
