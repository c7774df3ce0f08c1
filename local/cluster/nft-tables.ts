/** The tables of an `nft list tables` output, as `family name`. */
export function tableNames(listing: string): string[] {
  return listing
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.startsWith("table "))
    .map((line) => line.slice("table ".length));
}

/** Whether a table, as `family name`, is one of those that iptables makes on first use and never removes. */
export function isIptablesTable(table: string): boolean {
  return /^ip6? (filter|nat|mangle|raw|security)$/.test(table);
}

/**
 * True when an `nft list table` output shows a table as iptables makes it: the kernel's own chains, without rules, which
 * let everything pass. An output without a table, as a failed command leaves, says nothing.
 */
export function isEmptyTable(listing: string): boolean {
  const lines = listing
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const all = (pattern: RegExp) => lines.filter((line) => pattern.test(line)).length;
  const [tables, chains, passing] = [all(/^table /), all(/^chain /), all(/^type \S+ hook .*; policy accept;$/)];
  return tables === 1 && chains === passing && lines.length === tables + chains + passing + all(/^}$/);
}
