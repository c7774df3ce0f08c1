import { crossFieldProblems } from "./checks";
import { complete, type PlatformConfig } from "./complete";
import { ConfigError, type ConfigProblem } from "./problem";
import { salvage } from "./salvage";
import { platformSchema } from "./schema";
import { shapeProblems } from "./shape-problems";

/**
 * Makes the whole configuration of the values under the program's keys, as JSON data.
 *
 * @param raw values by key without namespace: `cluster`, `istio`, `gateway`, `services`
 * @param earlier problems that were found before and belong in the same message
 * @throws ConfigError with every mistake there is
 */
export function parsePlatformConfig(
  raw: Record<string, unknown>,
  earlier: readonly ConfigProblem[] = [],
): PlatformConfig {
  // JSON knows no undefined; a key that holds it must count as absent, here and in the checks alike.
  const data: unknown = JSON.parse(JSON.stringify(raw));
  const problems = [
    ...earlier,
    ...shapeProblems(platformSchema, data),
    ...crossFieldProblems(salvage(platformSchema, data) ?? {}),
  ];
  if (problems.length > 0) {
    throw new ConfigError(problems);
  }
  return complete(platformSchema.parse(data));
}
