/**
 * A length of time as people write it: a number and one unit, at least one millisecond, which is the least that Istio
 * accepts (https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute).
 * Seven digits keep every value within protobuf's range of 315,576,000,000 s.
 */
export const DURATION =
  /^(?!0+(?:\.0+)?(?:ms|s|m|h)$)(?:(?<amount>\d{1,7})(?<unit>ms|s|m|h)|(?<seconds>\d{1,7}\.\d{1,3})s)$/;

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds in a duration such as `"15s"`, `"500ms"`, `"1.5s"`, `"1m"` or `"2h"`; throws RangeError on other text. */
export function parseDuration(text: string): number {
  const { amount, unit = "s", seconds } = DURATION.exec(text)?.groups ?? {};
  const factor = MILLISECONDS[unit];
  const count = amount ?? seconds;
  if (count === undefined || factor === undefined) {
    throw new RangeError(`not a duration: ${JSON.stringify(text)}`);
  }
  return Math.round(Number(count) * factor);
}

/**
 * The duration in protobuf's JSON form, seconds with the suffix "s" (`"500ms"` becomes `"0.5s"`), the one form that every
 * Istio and Envoy field reads alike (https://protobuf.dev/programming-guides/json/).
 */
export function toSeconds(text: string): `${number}s` {
  return `${parseDuration(text) / 1000}s`;
}
