import { execa } from "execa";
import { nftTables } from "./host.js";

/** Chains of kube-proxy, kube-router and the CNI plugins; everything else in the tables belongs to somebody else. */
const ours = /(^|[\s:])(KUBE-|CNI-|KUBE_ROUTER)/;

/** An `iptables-save` text without our chains and without the rules that are in them, jump to them or came with them. */
export function withoutOurRules(saved: string): string {
  return saved
    .split("\n")
    .filter((line) => !ours.test(line) && !/--comment "?(kubernetes|kube-router|CNI|name: "mesh-platform)/i.test(line))
    .join("\n");
}

async function cleanIptables(family: "iptables" | "ip6tables"): Promise<void> {
  const { stdout, failed } = await execa(`${family}-save`, { reject: false });
  if (failed || !ours.test(stdout)) return;
  await execa(`${family}-restore`, { input: `${withoutOurRules(stdout)}\n` });
}

/** iptables leaves empty tables behind; those that were not there before go, if nobody has put anything into them since. */
async function removeEmptyTables(before: readonly string[]): Promise<void> {
  for (const table of await nftTables()) {
    if (before.includes(table)) continue;
    const { stdout } = await execa("nft", ["list", "table", ...table.split(" ")], { reject: false });
    if (!isEmptyTable(stdout)) continue;
    await execa("nft", ["delete", "table", ...table.split(" ")], { reject: false });
  }
}

/** True when a listed table holds nothing but chains without rules. */
export function isEmptyTable(listing: string): boolean {
  return listing
    .split("\n")
    .map((line) => line.trim())
    .every((line) => line === "" || line === "}" || /^(#|table |chain |type \S+ hook )/.test(line));
}

async function removeIpsets(): Promise<void> {
  const { stdout } = await execa("ipset", ["list", "-name"], { reject: false });
  const names = stdout.split("\n").filter((name) => /^(inet6:)?KUBE-|^kube-router/.test(name));
  // Sets of sets first lose their members, else their members are "in use".
  for (const name of names) await execa("ipset", ["flush", name], { reject: false });
  for (const name of names) await execa("ipset", ["destroy", name], { reject: false });
}

/** Takes away every firewall rule, set and table that the cluster made, and none of anybody else's. */
export async function cleanFirewall(tablesBefore: readonly string[]): Promise<void> {
  await cleanIptables("iptables");
  await cleanIptables("ip6tables");
  await removeIpsets();
  await removeEmptyTables(tablesBefore);
}
