import * as fc from "fast-check";
import { parseDuration, toSeconds } from "../../../components/config";

describe("durations", () => {
  test.each([
    ["500ms", 500, "0.5s"],
    ["1ms", 1, "0.001s"],
    ["15s", 15_000, "15s"],
    ["1.5s", 1500, "1.5s"],
    ["1.001s", 1001, "1.001s"],
    ["1m", 60_000, "60s"],
    ["2h", 7_200_000, "7200s"],
  ])("%s is %d ms and %s for Istio", (text, milliseconds, seconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
    expect(toSeconds(text)).toBe(seconds);
  });

  test.each(["", "15", "s", "-1s", "0s", "0.0s", "0ms", "1.5m", "1m30s", "15 s", "1e3s", "15S", "1d", "12345678s"])(
    "%p is none",
    (text) => {
      expect(() => parseDuration(text)).toThrow(RangeError);
    },
  );

  test("the form for Istio is the same length of time, written as protobuf reads it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), fc.constantFrom("ms", "s", "m", "h"), (amount, unit) => {
        const seconds = toSeconds(`${amount}${unit}`);
        expect(seconds).toMatch(/^\d+(?:\.\d{1,3})?s$/);
        expect(Math.round(Number.parseFloat(seconds) * 1000)).toBe(parseDuration(`${amount}${unit}`));
      }),
    );
  });
});
