import { mkdir, rm } from "node:fs/promises";
import { Command } from "commander";
import { Listr, PRESET_TIMER } from "listr2";
import { archives, imageTasks, pruneArchives } from "./images/build.js";
import { buildChartRepository, chartRepositoryDaemon } from "./charts/repository.js";
import { ensureRunning } from "./cluster/processes.js";
import { downTasks } from "./cluster/down.js";
import { unmountBelow } from "./cluster/mounts.js";
import { clusterMade } from "./cluster/host.js";
import { upTasks } from "./cluster/up.js";
import { deploy, installProvider, pulumiEnvironment, pulumiSettings, selectStack } from "./platform/pulumi.js";
import { printAccess } from "./platform/access.js";
import { printStatus } from "./platform/status.js";
import { cache, state } from "./settings.js";
import { supportBundle } from "./support/bundle.js";
import { linkTools, pruneTools, toolchainTasks, toolLinks } from "./toolchain/build.js";
import { installPackages, missingPackages } from "./toolchain/packages.js";
import { preflight } from "./toolchain/preflight.js";

/** Live lines on a terminal, one line per event in a log. */
const rendering = {
  renderer: process.stdout.isTTY ? "default" : "simple",
  rendererOptions: { timer: PRESET_TIMER, collapseSkips: false },
  fallbackRendererOptions: { timer: PRESET_TIMER },
} as const;

async function check(): Promise<void> {
  const obstacles = await preflight();
  if (obstacles.length === 0) return;
  console.error("This machine cannot run the embedded cluster yet:\n");
  for (const { what, remedy } of obstacles) console.error(`  - ${what}\n      ${remedy}`);
  process.exit(1);
}

/** Said where it matters: a list of tasks otherwise inherits its parent's concurrency. */
const inOrder = { concurrent: false } as const;

/** Builds what the cache lacks: programs and base images side by side, then the images that need both. */
async function build(): Promise<void> {
  await new Listr(
    [
      {
        title: "Clear away what an interrupted build left",
        task: async () => {
          await unmountBelow([cache.scratch]);
          await rm(cache.scratch, { recursive: true, force: true });
          await mkdir(cache.scratch, { recursive: true });
        },
      },
      {
        title: "Debian packages",
        task: async (_context, task) => {
          const missing = await missingPackages();
          if (missing.length === 0) {
            task.skip("Debian packages: all installed");
            return;
          }
          task.title = `Debian packages: installing ${missing.join(", ")}`;
          await installPackages(missing);
        },
      },
      {
        title: "Toolchain and base images",
        task: (_context, task) =>
          task.newListr(
            [
              { title: "Toolchain", task: (_, inner) => inner.newListr(toolchainTasks(), { concurrent: 2 }) },
              {
                title: "Base images",
                task: (_, inner) =>
                  inner.newListr(
                    imageTasks((image) => image.imported === false),
                    inOrder,
                  ),
              },
            ],
            { concurrent: true },
          ),
      },
      { title: "Tool links", task: linkTools },
      {
        title: "Images",
        task: (_context, task) =>
          task.newListr(
            imageTasks((image) => image.imported !== false),
            inOrder,
          ),
      },
      { title: "Chart repository", task: buildChartRepository },
      { title: "Pulumi's Kubernetes plugin", task: installProvider },
      { title: "Remove what old lock files left", task: () => Promise.all([pruneTools(), pruneArchives()]) },
    ],
    rendering,
  ).run();
}

async function startCluster(): Promise<void> {
  await new Listr(
    [
      ...upTasks(),
      {
        title: "Pulumi",
        task: async () => {
          await ensureRunning(chartRepositoryDaemon);
          await selectStack();
        },
      },
    ],
    rendering,
  ).run();
}

async function down(): Promise<void> {
  if (process.getuid?.() !== 0) throw new Error("run it as root: only root can end the cluster's processes and rules");
  await new Listr(downTasks(await clusterMade()), rendering).run();
}

const program = new Command("mesh-platform-local").description(
  "The embedded cluster: a disposable Kubernetes on this machine",
);

program
  .command("up")
  .description("build what is missing, start or heal the cluster, deploy the local stack")
  .option("--no-deploy", "stop once the cluster runs")
  .action(async ({ deploy: wanted }: { deploy: boolean }) => {
    await check();
    await build();
    await startCluster();
    if (!wanted) return;
    await deploy();
    await printAccess();
  });

program
  .command("build")
  .description("build toolchain, images and charts into the cache, and start nothing")
  .action(async () => {
    await check();
    await build();
  });

program
  .command("down")
  .description("end the cluster and remove everything that it made outside the build cache")
  .action(down);

program
  .command("clean")
  .description("down, and remove the build cache too")
  .action(async () => {
    await down();
    await rm(cache.root, { recursive: true, force: true });
  });

program.command("status").description("what runs, and how to reach it").action(printStatus);

program
  .command("logs")
  .description("collect logs, events and live configuration into one archive for a bug report")
  .action(async () => {
    console.log(await supportBundle());
  });

program
  .command("env")
  .description("shell settings that point kubectl, istioctl and pulumi at this cluster")
  .option("--json", "the same for a program, with the folder of the chart repository")
  .action(({ json }: { json?: boolean }) => {
    if (json === true) {
      console.log(JSON.stringify({ variables: pulumiEnvironment, charts: cache.charts, stateFolder: state.root }));
      return;
    }
    for (const [name, value] of Object.entries(pulumiSettings)) console.log(`export ${name}='${value}'`);
    // The shell's own PATH, which is not the one that npx has given to this program.
    console.log(`export PATH='${toolLinks}':"$PATH"`);
  });

program
  .command("images")
  .description("the images that the cluster runs, and their archives")
  .action(async () => {
    for (const { reference, archive } of await archives()) console.log(`${reference}\t${archive}`);
  });

program.parseAsync().catch((error: unknown) => {
  // Listr has shown which step failed; the message says why.
  console.error(error instanceof Error ? error.message : error);
  console.error("\n`make logs` collects what is needed to find out why; `make up` again goes on where it stopped.");
  process.exit(1);
});
