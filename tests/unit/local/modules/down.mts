import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { downTasks } from "../../../../local/cluster/down.js";
import { hostBefore, type HostBefore } from "../../../../local/cluster/host.js";

const scratch = await mkdtemp(join(tmpdir(), "host-before-"));
const file = join(scratch, "host-before.json");
const before: HostBefore = { kernel: { "kernel/panic": "0" }, tables: ["ip filter"], paths: ["/etc/cni"] };

async function readBack(text: string): Promise<HostBefore | null> {
  await writeFile(file, text);
  return (await hostBefore(file)) ?? null;
}

const titles = (made: boolean) => downTasks(made).map(({ title }) => String(title));
const report = {
  withoutCluster: titles(false),
  withCluster: titles(true),
  none: (await hostBefore(file)) ?? null,
  whole: await readBack(JSON.stringify(before)),
  cutShort: await readBack(JSON.stringify(before).slice(0, 20)),
  empty: await readBack(""),
  before,
};
await rm(scratch, { recursive: true });
export type Report = typeof report;
console.log(JSON.stringify(report));
