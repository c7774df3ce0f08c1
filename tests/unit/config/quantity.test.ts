import * as fc from "fast-check";
import { compareQuantities, parseQuantity } from "../../../components/config";

const NANO = 1_000_000_000n;

describe("Kubernetes quantities", () => {
  test.each([
    ["1", NANO],
    ["100m", NANO / 10n],
    ["0.1", NANO / 10n],
    ["1n", 1n],
    ["5u", 5000n],
    ["1k", 1000n * NANO],
    ["128Mi", 128n * 1024n * 1024n * NANO],
    ["1.5Gi", 3n * 512n * 1024n * 1024n * NANO],
    ["1M", 1_000_000n * NANO],
    ["1E", 10n ** 18n * NANO],
    ["1E3", 1000n * NANO],
    ["129e6", 129_000_000n * NANO],
    ["1e-3", NANO / 1000n],
    // Rounded up to the finest unit, as Kubernetes does.
    ["0.5n", 1n],
  ])("%s", (text, nano) => {
    expect(parseQuantity(text)).toBe(nano);
  });

  test.each(["", "Mi", "-1", "1.", ".5", "1mi", "1MB", "1 Gi", "1K", "0x10", "1e", "1e400"])("%p is none", (text) => {
    expect(() => parseQuantity(text)).toThrow(RangeError);
  });

  test("comparison sees through units, and is exact where floating point is not", () => {
    expect(compareQuantities("1", "1000m")).toBe(0);
    expect(compareQuantities("1.005k", "1005")).toBe(0);
    expect(compareQuantities("1Gi", "1G")).toBe(1);
    expect(compareQuantities("128Mi", "1Gi")).toBe(-1);
  });

  test("comparison is that of the numbers", () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        expect(compareQuantities(`${a}m`, `${b}m`)).toBe(Math.sign(a - b));
        expect(compareQuantities(`${a}Mi`, `${b}Mi`)).toBe(Math.sign(a - b));
      }),
    );
  });
});
