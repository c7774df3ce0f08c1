import * as fc from "fast-check";
import { hostResourceName } from "../../../components/policies/resource-name";
import { anyServices, catalogue } from "./catalogues";
import { ingressVirtualServices } from "../../../components/policies/routing";

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
const NAME = /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

const label = fc.stringMatching(/^[a-z0-9](?:[-a-z0-9]{0,5}[a-z0-9])?$/);
/** With many that differ in nothing but a dot, a hyphen or the word that stands for "*". */
const host = fc
  .tuple(fc.boolean(), fc.array(fc.oneof(label, fc.constantFrom("any", "host", "a", "b", "a-b")), { maxLength: 4 }))
  .map(([wild, labels]) => [...(wild || labels.length === 0 ? ["*"] : []), ...labels].join("."));

describe("the name of a host's virtual service", () => {
  test.each([
    ["*", "host-any"],
    ["*.example.com", "host-any.example.com"],
    ["api.example.com", "host.api.example.com"],
  ])("for %s is %s", (pattern, name) => {
    expect(hostResourceName(pattern)).toBe(name);
  });

  test.each([
    ["a-b.c", "a.b-c"],
    ["*", "any"],
    ["*.a.b", "any.a.b"],
    ["*.a", "any-a"],
    ["*.b", "*-b.b"],
  ])("tells %s from %s", (one, other) => {
    expect(hostResourceName(one)).not.toBe(hostResourceName(other));
  });

  test("is different for different hosts, and Kubernetes accepts it", () => {
    fc.assert(
      fc.property(fc.uniqueArray(host, { minLength: 2, maxLength: 20 }), (hosts) => {
        const names = hosts.map(hostResourceName);
        for (const name of names) expect(name).toMatch(NAME);
        expect(new Set(names).size).toBe(hosts.length);
      }),
      { numRuns: 500 },
    );
  });

  test("fits into 253 characters for the longest hosts there are, and still is different", () => {
    const longest = (last: string) => [...Array<string>(4).fill("a".repeat(62)), last].join(".");
    const hosts = [longest("b"), longest("c"), `*.${longest("")}`.slice(0, -1)];
    const names = hosts.map(hostResourceName);
    for (const name of names) expect(name).toMatch(NAME);
    expect(new Set(names).size).toBe(hosts.length);
    expect(catalogue({ routes: [{ hosts: [longest("b")] }] })).toHaveLength(1);
  });

  test("is unique among all hosts of a catalogue", () => {
    fc.assert(
      fc.property(anyServices, (services) => {
        const names = ingressVirtualServices(services, "platform").map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) expect(name).toMatch(NAME);
      }),
    );
  });
});
