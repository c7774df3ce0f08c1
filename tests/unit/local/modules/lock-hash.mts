import { lockHash } from "../../../../local/toolchain/build.js";
import { toolGroups, type ToolGroup } from "../../../../local/toolchain/tools.js";

const pause: ToolGroup = { name: "pause", packages: ["."], program: "pause" };

const report = {
  groups: Object.fromEntries(
    await Promise.all(toolGroups.map(async (group) => [group.name, await lockHash(group)] as const)),
  ),
  pause: await lockHash(pause),
  again: await lockHash({ ...pause }),
  changes: {
    "another lock file": await lockHash({ ...pause, name: "cni-plugins" }),
    "no lock file": await lockHash({ ...pause, name: "no-such-group" }),
    "another package": await lockHash({ ...pause, packages: [".", "./other"] }),
    "another program name": await lockHash({ ...pause, program: "wait" }),
    "a stamp": await lockHash({ ...pause, stamps: { "main.version": "1" } }),
  },
};
export type Report = typeof report;
console.log(JSON.stringify(report));
