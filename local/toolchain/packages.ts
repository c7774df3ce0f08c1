import { execa } from "execa";

/** Debian packages that the embedded cluster needs on the host, each with a program that shows that it is there. */
const packages: Readonly<Record<string, string>> = {
  buildah: "buildah",
  "ca-certificates": "update-ca-certificates",
  conntrack: "conntrack",
  debootstrap: "debootstrap",
  ebtables: "ebtables",
  ethtool: "ethtool",
  iproute2: "ip",
  ipset: "ipset",
  iptables: "iptables",
  mount: "umount",
  nftables: "nft",
  runc: "runc",
  socat: "socat",
};

/** Debian keeps system programs out of an ordinary user's PATH, and sudo does not always put them back. */
export const systemPath = `${process.env["PATH"] ?? ""}:/usr/local/sbin:/usr/sbin:/sbin`;

export async function isOnPath(program: string): Promise<boolean> {
  const { exitCode } = await execa("sh", ["-c", 'command -v "$1"', "sh", program], {
    reject: false,
    env: { PATH: systemPath },
  });
  return exitCode === 0;
}

export async function missingPackages(): Promise<string[]> {
  const checked = await Promise.all(
    Object.entries(packages).map(async ([name, program]) => ((await isOnPath(program)) ? [] : [name])),
  );
  return checked.flat();
}

/** Installs what is missing and nothing else: no upgrade, no recommended extras. */
export async function installPackages(names: readonly string[]): Promise<void> {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await execa("apt-get", ["update", "--quiet"], { env });
  await execa("apt-get", ["install", "--yes", "--quiet", "--no-install-recommends", ...names], { env });
}
