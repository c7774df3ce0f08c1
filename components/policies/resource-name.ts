import { createHash } from "node:crypto";

const LONGEST_NAME = 253;

/**
 * Turns a host into a name that Kubernetes accepts, no two hosts into the same one: "*" and "any", or "a-b.c" and
 * "a.b-c", would otherwise be one resource, and one of the two hosts would have no routes. Dots are allowed in it
 * (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names).
 */
export function hostResourceName(host: string): string {
  const name = host.startsWith("*") ? `host-any${host.slice(1)}` : `host.${host}`;
  if (name.length <= LONGEST_NAME) return name;
  return `host-hash-${createHash("sha256").update(host).digest("hex").slice(0, 32)}`;
}
