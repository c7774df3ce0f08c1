import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isEmptyTable, isIptablesTable, tableNames } from "../../../local/cluster/nft-tables";

const fixture = (name: string) => readFileSync(join(__dirname, "fixtures", name), "utf8");

/** As `nft list table` prints it once the cluster's rules are out of it. */
const emptied = fixture("nft-filter.txt");
/** The same of a running cluster. */
const inUse = fixture("nft-nat.txt");

describe("an nftables table", () => {
  test("of which only the built-in chains are left is empty", () => {
    expect(isEmptyTable(emptied)).toBe(true);
    expect(isEmptyTable(`# Warning: table ip filter is managed by iptables-nft, do not touch!\n${emptied}`)).toBe(true);
    expect(isEmptyTable("table ip mangle {\n}\n")).toBe(true);
  });

  test("of a running cluster is not empty", () => {
    expect(isEmptyTable(inUse)).toBe(false);
  });

  test.each([
    ["a rule", emptied.replace("policy accept;\n", "policy accept;\n\t\tip saddr 192.0.2.7 drop\n")],
    ["a policy that drops packets", emptied.replace("accept", "drop")],
    ["a chain of somebody's own", emptied.replace(/}\n$/, "\n\tchain MINE {\n\t}\n}\n")],
    ["a set", emptied.replace(/}\n$/, "\n\tset blocked {\n\t\ttype ipv4_addr\n\t}\n}\n")],
  ])("with %s is not empty", (_, listing) => {
    expect(listing).not.toBe(emptied);
    expect(isEmptyTable(listing)).toBe(false);
  });

  test("that could not be listed is not taken for an empty one", () => {
    expect(isEmptyTable("")).toBe(false);
  });

  test("is found by family and name", () => {
    expect(tableNames("table ip filter\ntable ip6 nat\ntable inet firewalld\n")).toEqual([
      "ip filter",
      "ip6 nat",
      "inet firewalld",
    ]);
    expect(tableNames("")).toEqual([]);
  });

  test.each([
    ["ip filter", true],
    ["ip6 nat", true],
    ["inet filter", false],
    ["ip mine", false],
    ["bridge filter", false],
  ])("%s: made by iptables %s", (table, made) => {
    expect(isIptablesTable(table)).toBe(made);
  });
});
