import { z } from "zod";
import { DURATION } from "./duration";
import { text, whole } from "./hints";

const LABEL = "[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?";
const DNS_NAME = `(?:${LABEL}\\.)*${LABEL}`;

const toLabel = (wrong: string) => [
  wrong
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, ""),
];
const withoutScheme = (wrong: string) => wrong.trim().replace(/^[a-z]+:\/\//i, "");
const hostOf = (wrong: string) => [
  withoutScheme(wrong)
    .toLowerCase()
    .replace(/[:/?#].*$/, ""),
];

/** Name of a namespace: a DNS label (RFC 1123). */
export const dnsLabel = text(new RegExp(`^${LABEL}$`), {
  allowed: 'a DNS label: 1 to 63 lower-case letters, digits and "-", with a letter or digit at both ends',
  fixes: toLabel,
});

/** Name of a revision of Istio's control plane; empty for the one without a name. */
export const revision = text(new RegExp(`^(?:${LABEL})?$`), {
  allowed: 'a DNS label such as "1-31-1", or "" for the control plane without a revision',
  fixes: toLabel,
});

/**
 * Name of a service: a DNS label that starts with a letter (RFC 1035), as Kubernetes demands of a Service
 * (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names).
 */
export const serviceName = text(/^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/, {
  allowed: 'a DNS label that starts with a letter: 1 to 63 lower-case letters, digits and "-", not ending in "-"',
  fixes: toLabel,
});

/** One address of a gateway: a DNS name or an IPv4 address. */
export const address = text(new RegExp(`^(?=.{1,253}$)${DNS_NAME}$`), {
  allowed: 'a host alone, such as "mesh.example.com" or "127.0.0.1", without scheme, port or path',
  fixes: hostOf,
});

/** A host that a route answers for; "*" stands for every host. */
export const host = text(new RegExp(`^(?=.{1,253}$)(?:\\*|(?:\\*\\.)?${DNS_NAME})$`), {
  allowed: '"*", a DNS name such as "api.example.com", or "*." and a DNS name, without scheme, port or path',
  fixes: hostOf,
});

/** An absolute URL path without query. */
export const urlPath = text(/^\/[^\s?#]*$/, {
  allowed: 'a path that starts with "/", such as "/api", without spaces, "?" and "#"',
  fixes: (wrong) => [`/${wrong.trim()}`, wrong.replace(/[\s?#].*$/, "")],
});

/** A length of time; `parseDuration` and `toSeconds` read it. */
export const duration = text(DURATION, {
  allowed: 'a duration: a number and one unit of ms, s, m, h, such as "500ms", "15s" or "1m"',
  fixes: (wrong) => {
    const compact = wrong.toLowerCase().replace(/\s/g, "");
    const letters = /^([\d.]+)([a-z]*)/.exec(compact);
    const unit = letters?.[2]?.startsWith("mil") || letters?.[2] === "ms" ? "ms" : (letters?.[2]?.charAt(0) ?? "");
    return [compact, `${compact}s`, `${letters?.[1] ?? ""}${unit}`];
  },
});

/** Processor time; finer than a thousandth of a CPU is refused by Kubernetes. */
export const cpu = text(/^(?!0+(?:\.0+)?m?$)(?:\d{1,9}m|\d{1,6}(?:\.\d{1,3})?)$/, {
  allowed: 'a Kubernetes CPU quantity above zero, such as "250m" (thousandths of a CPU) or "1.5"',
  fixes: (wrong) => [wrong.toLowerCase().replace(/\s/g, "")],
});

/**
 * An amount of memory. The suffix "m" is a legal Kubernetes quantity, but "128m" is 0.128 bytes, never what was meant
 * (https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory).
 */
export const memory = text(
  /^(?!0+(?:\.0+)?(?:[KMGTPE]i|[kMGTPE]|e\d+)?$)\d{1,15}(?:\.\d{1,3})?(?:[KMGTPE]i|[kMGTPE]|e\d{1,2})?$/,
  {
    allowed: 'a Kubernetes memory quantity above zero, such as "128Mi" or "1Gi"',
    fixes: (wrong) => {
      const [, amount = "", unit = ""] = /^([\d.]+)\s*([kmgtpe])?(?:i?b?|bytes?)$/i.exec(wrong.trim()) ?? [];
      return [unit === "" ? amount : `${amount}${unit.toUpperCase()}i`];
    },
  },
);

const IMAGE_PATH = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
const REPOSITORY = `(?:[a-zA-Z0-9.-]+(?::\\d{1,5})?\\/)?${IMAGE_PATH}(?:\\/${IMAGE_PATH})*`;
const TAG = ":[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";

/**
 * A container image that names one build. Without a tag, or with ":latest", what runs would depend on when a node
 * pulled it, and the same `pulumi up` would give different clusters.
 */
export const image = text(
  new RegExp(`^(?!.*:latest(?:@|$))${REPOSITORY}(?:${TAG}(?:@sha256:[a-f0-9]{64})?|@sha256:[a-f0-9]{64})$`),
  { allowed: 'an image with a tag or digest, such as "docker.io/library/nginx:1.29.3", never ":latest"' },
);

/** Registry and folder of images, to which a name and a tag are added. */
export const imageHub = text(new RegExp(`^${REPOSITORY}$`), {
  allowed: 'a registry and folder, such as "docker.io/istio", without scheme, tag or "/" at the end',
  fixes: (wrong) => [withoutScheme(wrong).replace(/\/+$/, "")],
});

/** A full semantic version. */
export const version = text(/^\d{1,6}\.\d{1,6}\.\d{1,6}(?:-[0-9A-Za-z.-]+)?$/, {
  allowed: 'a full version, such as "1.31.1"',
  fixes: (wrong) => [wrong.replace(/^v/i, ""), `${wrong.replace(/^v/i, "")}.0`],
});

/** An HTTP URL without credentials, which would end up in plain text in the state, and without query. */
export const httpUrl = text(/^https?:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?:\/[^\s?#@]*)?$/, {
  allowed: 'a URL that starts with "https://" or "http://", without user, password, "?" and "#"',
  fixes: (wrong) => [`https://${wrong}`],
});

/** Path of a file or folder; text with line breaks or braces is a file's contents, pasted by mistake. */
export const filePath = text(/^[^\s{][^\r\n{]*$/, { allowed: "a path, not the contents of a file" });

/** Text with at least one character and no line break. */
export const line = text(/^\S(?:[^\r\n]*\S)?$/, { allowed: "text on one line, without spaces around it" });

/** Name of an environment variable (a C identifier). */
export const envName = text(/^[A-Za-z_][A-Za-z0-9_]*$/, {
  allowed: 'a name of letters, digits and "_" that does not start with a digit',
  fixes: (wrong) => [wrong.replace(/[^A-Za-z0-9_]+/g, "_")],
});

/** Key of a Kubernetes annotation: an optional DNS name and "/", then a name. */
export const annotationKey = text(
  new RegExp(`^(?:(?=[^/]{1,253}/)${DNS_NAME}\\/)?[A-Za-z0-9](?:[-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?$`),
  { allowed: 'an annotation key, such as "example.com/name"' },
);

/** A TCP port. */
export const port = whole(1, 65_535);

/** A port out of Kubernetes' default range for NodePorts (`--service-node-port-range`). */
export const nodePort = whole(30_000, 32_767);

export const httpMethod = z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
