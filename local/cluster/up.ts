import { mkdir } from "node:fs/promises";
import type { ListrTask } from "listr2";
import { runtimeRoot, state } from "../settings.js";
import { applyAddons, waitForApi, waitForNode, waitForPods } from "./addons.js";
import { containerdDaemon, importImages, waitForContainerd, writeContainerdConfiguration } from "./containerd.js";
import { ensureNodeAddress, rememberHost } from "./host.js";
import { initialise, isInitialised, kubeletDaemon } from "./kubeadm.js";
import { ensureRunning } from "./processes.js";

/** Every step looks at what is there and does what is missing, so the same steps start, resume and heal a cluster. */
export function upTasks(): ListrTask[] {
  let wasThere = false;
  return [
    {
      title: "Prepare the host",
      task: async () => {
        await mkdir(runtimeRoot, { recursive: true });
        await mkdir(state.root, { recursive: true });
        await rememberHost();
        await ensureNodeAddress();
      },
    },
    {
      title: "Container runtime",
      task: async () => {
        await writeContainerdConfiguration();
        await ensureRunning(containerdDaemon);
        await waitForContainerd();
      },
    },
    {
      title: "Import images",
      task: async (_context, task) => {
        const imported = await importImages((reference) => (task.output = reference));
        if (imported === 0) task.skip("Import images: all there");
      },
    },
    {
      title: "Control plane",
      task: async () => {
        const startKubelet = async () => {
          await ensureRunning(await kubeletDaemon());
        };
        wasThere = await isInitialised();
        if (wasThere) await startKubelet();
        else await initialise(startKubelet);
        await waitForApi();
      },
    },
    {
      title: "Cluster add-ons",
      task: async () => {
        await applyAddons();
        await waitForNode();
      },
    },
    {
      title: "Pods",
      // In a new cluster there are none but the add-ons', which have been waited for as far as anything needs them.
      skip: () => !wasThere,
      task: async (_context, task) => {
        const unsettled = await waitForPods();
        if (unsettled.length > 0) task.title = `Pods: still not ready: ${unsettled.join(", ")}`;
      },
    },
  ];
}
