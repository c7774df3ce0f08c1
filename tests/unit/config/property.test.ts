import * as fc from "fast-check";
import { parsePlatformConfig } from "../../../components/config";
import { platformInput } from "./arbitraries";
import { errorOf, problemsOf } from "./examples";

/** What a stack file may hold in place of something right. */
const nonsense = fc.oneof(fc.jsonValue(), fc.constantFrom(null, "", -1, 0.5, [], {}, [null], "x", true));

/** The configuration with another value at one random place, or with a key more. */
function damaged(input: unknown, choices: readonly number[], replacement: unknown): unknown {
  const [choice = 0, ...rest] = choices;
  if (typeof input !== "object" || input === null || choices.length === 0) {
    return replacement;
  }
  const keys = [...Object.keys(input), "extra"];
  const key = keys[choice % keys.length] ?? "extra";
  if (Array.isArray(input)) {
    return input.length === 0
      ? [replacement]
      : input.map((value, index) => (`${index}` === key ? damaged(value, rest, replacement) : value));
  }
  return { ...input, [key]: damaged(Object.entries(input).find(([name]) => name === key)?.[1], rest, replacement) };
}

describe("any configuration", () => {
  test("that is right parses, to one in which every default is filled in: parsing it again changes nothing", () => {
    fc.assert(
      fc.property(platformInput, (input) => {
        const config = parsePlatformConfig(input);
        expect(parsePlatformConfig(config)).toEqual(config);
      }),
    );
  });

  test("keeps what it says", () => {
    fc.assert(
      fc.property(platformInput, (input) => {
        expect(parsePlatformConfig(input)).toMatchObject(input);
      }),
    );
  });

  test("with something wrong in it gives problems with a path and a message, never another error", () => {
    fc.assert(
      fc.property(
        platformInput,
        fc.array(fc.nat(50), { minLength: 1, maxLength: 6 }),
        nonsense,
        (input, choices, value) => {
          const raw = { ...input, ...Object(damaged(input, choices, value)) };
          for (const { path, message } of problemsOf(raw)) {
            expect(path).toMatch(/^mesh-platform(?::|$)/);
            expect(message).not.toBe("");
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test("of arbitrary data is refused with as many problems as the message lists", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("cluster", "istio", "gateway", "services", "other"), nonsense),
        (raw) => {
          const error = errorOf(raw);
          const listed = error?.message.split("\n").filter((line) => line.startsWith("  mesh-platform")) ?? [];
          expect(listed).toHaveLength(error?.problems.length ?? 0);
        },
      ),
    );
  });
});
