const QUANTITY = /^(?<whole>\d{1,15})(?:\.(?<fraction>\d{1,9}))?(?<suffix>[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d{1,2})?$/;

const DECIMAL_EXPONENTS: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY_POWERS: Readonly<Record<string, bigint>> = { Ki: 1n, Mi: 2n, Gi: 3n, Ti: 4n, Pi: 5n, Ei: 6n };

/**
 * A Kubernetes quantity (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/) in billionths
 * of its unit, rounded up as Kubernetes does; throws RangeError on other text. Whole numbers, because in floating point
 * "1.005k" is less than "1005".
 */
export function parseQuantity(text: string): bigint {
  const { whole, fraction = "", suffix = "" } = QUANTITY.exec(text)?.groups ?? {};
  if (whole === undefined) {
    throw new RangeError(`not a Kubernetes quantity: ${JSON.stringify(text)}`);
  }
  const binary = 1024n ** (BINARY_POWERS[suffix] ?? 0n);
  const digits = BigInt(whole + fraction) * binary;
  const exponent = 9 - fraction.length + decimalExponent(suffix);
  return exponent >= 0 ? digits * 10n ** BigInt(exponent) : divideUp(digits, 10n ** BigInt(-exponent));
}

/** Negative when `a` is the lesser quantity, 0 when both are equal ("1" and "1000m"), positive when `a` is the greater. */
export function compareQuantities(a: string, b: string): -1 | 0 | 1 {
  const [left, right] = [parseQuantity(a), parseQuantity(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function decimalExponent(suffix: string): number {
  return DECIMAL_EXPONENTS[suffix] ?? (/^[eE][+-]?\d/.test(suffix) ? Number(suffix.slice(1)) : 0);
}

function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
