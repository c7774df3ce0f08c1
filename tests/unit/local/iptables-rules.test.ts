import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { withoutOurRules } from "../../../local/cluster/iptables-rules";

/** `iptables-save` of a running cluster: two pods, one of them behind a NodePort; Kubernetes 1.36, kube-router 2.10. */
const saved = readFileSync(join(__dirname, "fixtures/iptables-save.txt"), "utf8");
const NETWORK = "mesh-platform";

/** The text with rules more, each at a random place among the rules of its table. */
function withRules(table: "filter" | "nat", rules: readonly string[], chains: readonly string[] = []): string {
  const start = saved.indexOf(`*${table}`);
  const end = saved.indexOf("COMMIT", start);
  const [header, ...lines] = saved.slice(start, end).trimEnd().split("\n");
  const added = [header, ...chains.map((chain) => `:${chain} - [0:0]`), ...lines, ...rules];
  return saved.slice(0, start) + added.join("\n") + "\n" + saved.slice(end);
}

const rulesOf = (text: string) => text.split("\n").filter((line) => line.startsWith("-A"));
const chainsOf = (text: string) => text.split("\n").flatMap((line) => /^:(\S+)/.exec(line)?.[1] ?? []);

describe("the firewall of a cluster that is taken down", () => {
  test("is left with the kernel's own chains and without a rule", () => {
    const left = withoutOurRules(saved, NETWORK);
    expect(left).not.toMatch(/KUBE|CNI|10\.244|10\.96/);
    expect(rulesOf(left)).toEqual([]);
    expect(chainsOf(left)).toEqual([
      ...["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"],
      ...["INPUT", "FORWARD", "OUTPUT"],
      ...["PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"],
    ]);
  });

  test("is a text that iptables-restore takes: every table is opened and committed", () => {
    const lines = withoutOurRules(saved, NETWORK).split("\n");
    expect(lines.filter((line) => line.startsWith("*"))).toEqual(["*mangle", "*filter", "*nat"]);
    expect(lines.filter((line) => line === "COMMIT")).toHaveLength(3);
  });

  test("keeps the order of what stays, and a second time changes nothing", () => {
    const left = withoutOurRules(saved, NETWORK);
    const kept = new Set(left.split("\n"));
    expect(left.split("\n")).toEqual(saved.split("\n").filter((line) => kept.has(line)));
    expect(withoutOurRules(left, NETWORK)).toBe(left);
  });

  test("loses the rules of host ports as well", () => {
    const tag = '-m comment --comment "dnat name: \\"mesh-platform\\" id: \\"a0a0\\""';
    const text = withRules(
      "nat",
      [
        "-A PREROUTING -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT",
        '-A POSTROUTING -m comment --comment "CNI portfwd requiring masquerade" -j CNI-HOSTPORT-MASQ',
        '-A CNI-HOSTPORT-SETMARK -m comment --comment "CNI portfwd masquerade mark" -j MARK --set-xmark 0x2000/0x2000',
        "-A CNI-HOSTPORT-MASQ -m mark --mark 0x2000/0x2000 -j MASQUERADE",
        `-A CNI-HOSTPORT-DNAT -p tcp ${tag} -m multiport --dports 8080 -j CNI-DN-0123456789abcdef01234`,
        "-A CNI-DN-0123456789abcdef01234 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.244.0.2:80",
      ],
      ["CNI-HOSTPORT-DNAT", "CNI-HOSTPORT-MASQ", "CNI-HOSTPORT-SETMARK", "CNI-DN-0123456789abcdef01234"],
    );
    expect(withoutOurRules(text, NETWORK)).toBe(withoutOurRules(saved, NETWORK));
  });

  test("loses a chain that a CNI plugin has emptied but not removed", () => {
    const text = withRules("nat", [], ["CNI-0123456789abcdef01234567"]);
    expect(withoutOurRules(text, NETWORK)).toBe(withoutOurRules(saved, NETWORK));
  });
});

describe("somebody else's rule stays", () => {
  test.each([
    ["in a built-in chain", "-A INPUT -s 192.0.2.7/32 -j DROP"],
    [
      "whose comment speaks of Kubernetes",
      '-A INPUT -p tcp --dport 6443 -m comment --comment "kubernetes API" -j ACCEPT',
    ],
    ["whose comment names one of our chains", '-A INPUT -m comment --comment "before KUBE-FIREWALL" -j ACCEPT'],
    [
      "whose comment looks like a jump",
      '-A INPUT -m comment --comment "not -j KUBE-FIREWALL \\" -j KUBE-FIREWALL" -j DROP',
    ],
    ["whose comment names our network", '-A INPUT -m comment --comment "name: mesh-platform" -j ACCEPT'],
    ["without a target", "-A INPUT -s 192.0.2.7/32"],
  ])("%s", (_, rule) => {
    expect(rulesOf(withoutOurRules(withRules("filter", [rule]), NETWORK))).toEqual([rule]);
  });

  test("in a chain of their own, whatever part of its name it shares", () => {
    const rules = [
      "-A FORWARD -j MY-KUBE-RULES",
      "-A MY-KUBE-RULES -s 192.0.2.7/32 -g NOT-CNI-",
      "-A NOT-CNI- -j DROP",
    ];
    const left = withoutOurRules(withRules("filter", rules, ["MY-KUBE-RULES", "NOT-CNI-"]), NETWORK);
    expect(rulesOf(left)).toEqual(rules);
    expect(chainsOf(left)).toEqual(expect.arrayContaining(["MY-KUBE-RULES", "NOT-CNI-"]));
  });

  test("of another container engine that uses CNI plugins, with the chains that all networks share", () => {
    const comment = (kind: string) => `-m comment --comment "${kind}name: \\"podman\\" id: \\"cc\\""`;
    const rules = [
      "-A PREROUTING -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT",
      `-A POSTROUTING -s 10.88.0.5/32 ${comment("")} -j CNI-fedcba987654321001234567`,
      `-A CNI-fedcba987654321001234567 -d 10.88.0.0/16 ${comment("")} -j ACCEPT`,
      `-A CNI-HOSTPORT-DNAT -p tcp ${comment("dnat ")} -m multiport --dports 8080 -j CNI-DN-fedcba98765432100123`,
      "-A CNI-DN-fedcba98765432100123 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.88.0.5:80",
    ];
    const chains = ["CNI-fedcba987654321001234567", "CNI-HOSTPORT-DNAT", "CNI-DN-fedcba98765432100123"];
    expect(rulesOf(withoutOurRules(withRules("nat", rules, chains), NETWORK))).toEqual(rules);
  });

  test("but not one that leads to a chain that goes, which iptables-restore would refuse", () => {
    const text = withRules("filter", ["-A INPUT -s 192.0.2.7/32 -j KUBE-FIREWALL"]);
    expect(rulesOf(withoutOurRules(text, NETWORK))).toEqual([]);
  });

  test("whatever it says, as long as it neither is in one of our chains nor leads to one", () => {
    const comment = fc.string().map((text) => JSON.stringify(text));
    const rule = fc
      .tuple(fc.constantFrom("INPUT", "FORWARD", "OUTPUT"), comment, fc.constantFrom("ACCEPT", "DROP", "RETURN"))
      .map(([chain, text, target]) => `-A ${chain} -m comment --comment ${text} -j ${target}`);
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 5 }), (rules) => {
        expect(rulesOf(withoutOurRules(withRules("filter", rules), NETWORK))).toEqual(rules);
      }),
    );
  });

  test("all of them on a machine without a cluster: the text is the same, to the last character", () => {
    const foreign = "# comment\n*filter\n:INPUT DROP [1:2]\n:DOCKER - [0:0]\n-A INPUT -j DOCKER\nCOMMIT\n";
    expect(withoutOurRules(foreign, NETWORK)).toBe(foreign);
    expect(withoutOurRules("", NETWORK)).toBe("");
  });
});
