import type { OpenApiSchema } from "./crd";

/**
 * Names for messages that a schema repeats in many places. A repeated message is generated once; without an entry here it
 * is called after the first place where it appears, which would type `match.uri` as "VirtualServiceHttpMatchAuthority".
 * Keyed by the sorted names of the message's fields, after the kind where only that kind means this message by them.
 */
const wellKnownMessages: Readonly<Record<string, string>> = {
  "add,remove,set": "HeaderOperations",
  "exact,prefix,regex": "StringMatch",
  "group,kind,name,namespace": "TargetReference",
  "host,port,subset": "Destination",
  matchLabels: "WorkloadSelector",
  number: "PortSelector",
  "VirtualService value": "Percent",
};

/** The name of the type at `path` (field names from the spec down; `[]` after the name of an array). */
export function typeName(kind: string, path: readonly string[], schema: OpenApiSchema): string {
  const fields = Object.keys(schema.properties ?? {})
    .sort()
    .join(",");
  const message = wellKnownMessages[fields] ?? wellKnownMessages[`${kind} ${fields}`];
  return kind + (message ?? path.map(pascalCase).join(""));
}

function pascalCase(segment: string): string {
  const word = segment.endsWith("[]") ? singular(segment.slice(0, -2)) : segment;
  // A digit followed by a letter is where json-schema-to-typescript capitalizes too; the two have to agree.
  return word.replace(/(?:^|(?<=\d))[a-z]/g, (letter) => letter.toUpperCase());
}

/** `servers` → `server`, `policies` → `policy`, `patches` → `patch`; names that merely end in s (`tls`, `address`, `status`) stay. */
function singular(word: string): string {
  if (word.endsWith("ies")) {
    return `${word.slice(0, -3)}y`;
  }
  if (/(?:ch|sh|ss|x)es$/.test(word)) {
    return word.slice(0, -2);
  }
  return /(?:ss|us|tls)$/i.test(word) || !word.endsWith("s") ? word : word.slice(0, -1);
}
