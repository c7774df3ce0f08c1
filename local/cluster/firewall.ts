import { execa } from "execa";
import { node } from "../settings.js";
import { nftTables } from "./host.js";
import { withoutOurRules } from "./iptables-rules.js";
import { isEmptyTable, isIptablesTable } from "./nft-tables.js";

/**
 * Where the rules can be. The kubelet takes the host's `iptables`, kube-proxy and kube-router that of their images, and
 * the two may work on different tables of the kernel (https://wiki.nftables.org/wiki-nftables/index.php/Legacy_xtables_tools).
 */
const commands = ["iptables", "ip6tables"].flatMap((family) => [family, `${family}-nft`, `${family}-legacy`]);

async function cleanIptables(command: string): Promise<void> {
  const { stdout, failed } = await execa(`${command}-save`, { reject: false });
  if (failed) return;
  const cleaned = withoutOurRules(stdout, node.network);
  if (cleaned !== stdout) await execa(`${command}-restore`, { input: `${cleaned}\n` });
}

/** iptables leaves empty tables behind; those that were not there before go, if nobody has put anything into them since. */
async function removeEmptyTables(before: readonly string[]): Promise<void> {
  for (const table of await nftTables()) {
    if (before.includes(table) || !isIptablesTable(table)) continue;
    const { stdout } = await execa("nft", ["list", "table", ...table.split(" ")], { reject: false });
    if (!isEmptyTable(stdout)) continue;
    await execa("nft", ["delete", "table", ...table.split(" ")], { reject: false });
  }
}

async function removeIpsets(): Promise<void> {
  const { stdout } = await execa("ipset", ["list", "-name"], { reject: false });
  const names = stdout.split("\n").filter((name) => /^(inet6:)?(KUBE-|kube-router-)/.test(name));
  // Sets of sets first lose their members, else their members are "in use".
  for (const name of names) await execa("ipset", ["flush", name], { reject: false });
  for (const name of names) await execa("ipset", ["destroy", name], { reject: false });
}

/**
 * Takes away every firewall rule, set and table that the cluster made, and none of anybody else's.
 *
 * @param tablesBefore nftables tables that were there before; undefined when nobody knows, and then all of them stay
 */
export async function cleanFirewall(tablesBefore: readonly string[] | undefined): Promise<void> {
  for (const command of commands) await cleanIptables(command);
  await removeIpsets();
  if (tablesBefore !== undefined) await removeEmptyTables(tablesBefore);
}
