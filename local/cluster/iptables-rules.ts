interface Rule {
  readonly chain: string;
  /** The chain or verdict that a matching packet goes to. */
  readonly target: string | undefined;
  readonly line: string;
}

function parseRule(line: string): Rule[] {
  const chain = /^-A (\S+)/.exec(line)?.[1];
  // Comments are other people's words: "-j" in one is no jump.
  const target = / -[jg] (\S+)/.exec(line.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""'))?.[1];
  return chain === undefined ? [] : [{ chain, target, line }];
}

/**
 * The chains of one table that belong to the cluster. Those of kube-proxy, the kubelet and kube-router are all called KUBE-.
 * Those of the CNI plugins are called CNI- whatever network they are for, and another container engine of the machine
 * may have some too; ours are told by the name of our network, which the plugins write into the comment of their rules.
 */
function ownChains(table: readonly string[], network: string): ReadonlySet<string> {
  const chains = table.flatMap((line) => /^:(\S+) /.exec(line)?.[1] ?? []);
  const rules = table.flatMap(parseRule);
  const tag = `name: \\"${network}\\" id:`;
  const isOwn = (name: string) => {
    if (name.startsWith("KUBE-")) return true;
    if (!name.startsWith("CNI-")) return false;
    const concerning = rules.filter(({ chain, target }) => chain === name || target === name);
    // An empty one is what a plugin has left that was killed while it took its rules away.
    return concerning.length === 0 || concerning.some(({ line }) => line.includes(tag));
  };
  const isShared = (name: string) => name.startsWith("CNI-HOSTPORT-");
  const own = chains.filter((name) => !isShared(name) && isOwn(name));
  // All networks share these, and one with a host port of its own still needs them.
  const othersForward = chains.some((name) => name.startsWith("CNI-DN-") && !own.includes(name));
  return new Set([...own, ...(othersForward ? [] : chains.filter(isShared))]);
}

function cleanTable(table: readonly string[], network: string): string[] {
  const own = ownChains(table, network);
  return table.filter((line) => {
    const declared = /^:(\S+) /.exec(line)?.[1];
    if (declared !== undefined) return !own.has(declared);
    return parseRule(line).every(({ chain, target }) => !own.has(chain) && !own.has(target ?? ""));
  });
}

/**
 * An `iptables-save` text without the cluster's chains and the rules that are in them or lead to them; everything else in
 * the tables belongs to somebody else.
 *
 * @param network name of the cluster's network in its CNI configuration
 */
export function withoutOurRules(saved: string, network: string): string {
  const tables: string[][] = [[]];
  for (const line of saved.split("\n")) {
    if (line.startsWith("*")) tables.push([]);
    tables.at(-1)?.push(line);
  }
  return tables.flatMap((table) => cleanTable(table, network)).join("\n");
}
