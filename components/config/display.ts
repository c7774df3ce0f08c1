import type { Path } from "./introspect";
import { CONFIG_NAMESPACE } from "./schema";

const SECRET_WORDS =
  "pass(?:word|wd|phrase)|pwd|secret|token|credential|authorization|connection[-_]?string|" +
  "(?:api|private|access|signing|encryption|account)[-_]?key";
const SECRET_NAME = new RegExp(`${SECRET_WORDS}|dsn$`, "i");
/** A secret within text: "password=...", or a mapping that was pasted as text. */
const SECRET_SETTING = new RegExp(`(?:${SECRET_WORDS})["']?\\s*(?:=|:[\\s"'])`, "i");
/** The user and password of a URL, with or without its scheme; not the digest of an image. */
const URL_CREDENTIALS = /\/\/\S*@(?!sha256:)|^[^\s/@]+:\S*@(?!sha256:)/;
const HIDDEN = "[hidden]";
const LONGEST = 80;

/**
 * Whether no part of the value may be printed, nor a correction made of it: one of the keys on its path sounds like a
 * secret, or the text itself does. The logs of CI are read by many.
 */
export function looksSecret(path: Path, value: unknown): boolean {
  return (
    path.some((key) => typeof key === "string" && SECRET_NAME.test(key)) ||
    (typeof value === "string" && (SECRET_SETTING.test(value) || URL_CREDENTIALS.test(value)))
  );
}

/** A key path as `pulumi config set --path` takes it: `mesh-platform:services[1].env["a.b"]`. */
export function showPath(path: Path): string {
  const [first, ...rest] = path;
  return rest.reduce<string>(
    (shown, key) => shown + showKey(key),
    first === undefined ? CONFIG_NAMESPACE : `${CONFIG_NAMESPACE}:${String(first)}`,
  );
}

function showKey(key: PropertyKey): string {
  if (typeof key === "number") {
    return `[${key}]`;
  }
  return /^[A-Za-z_][\w-]*$/.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(String(key))}]`;
}

/**
 * A value as an error message may print it, undefined for none. Lists and mappings are only counted, because any part of
 * them may be secret; text is cut, because a whole kubeconfig pasted in a wrong place has its secrets further down.
 */
export function showValue(path: Path, value: unknown): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (looksSecret(path, value)) {
    return HIDDEN;
  }
  if (typeof value === "string") {
    return showText(value);
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  }
  return typeof value === "object" && value !== null ? "a mapping" : String(value);
}

function showText(value: string): string {
  const lines = value.split("\n").length;
  if (lines > 1) {
    return `text of ${lines} lines`;
  }
  return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
}
