import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { eventually, local, make, must, repositoryRoot, run } from "../support/e2e/command";
import { hostState } from "../support/e2e/host";
import { localStack, outputs } from "../support/e2e/stack";
import { smoke } from "../../smoke/smoke";

async function problems(): Promise<unknown[]> {
  return (await smoke(await outputs(localStack))).filter(({ problem }) => problem !== undefined);
}

async function makeMust(target: string): Promise<string> {
  const { code, stdout, stderr } = await make(target);
  expect({ target, code, said: code === 0 ? "" : `${stdout}\n${stderr}` }).toEqual({ target, code: 0, said: "" });
  return stdout;
}

/** Every process of the cluster at once and without warning, as when the machine loses power. */
async function killEverything(): Promise<void> {
  const shims = (await run("pgrep", ["-f", "containerd-shim-runc-v2.*mesh-platform"])).stdout.trim().split("\n");
  const contained = await Promise.all(
    shims.map(async (pid) => (await run("pgrep", ["-P", pid])).stdout.trim().split("\n")),
  );
  const daemons = await Promise.all(
    ["containerd", "kubelet", "chart-repository"].map(
      async (name) => (await must("cat", [join(local.stateFolder, "pids", name)])).split(" ")[0],
    ),
  );
  const pids = [...daemons, ...shims, ...contained.flat()].filter((pid) => pid !== undefined && pid !== "");
  await run("kill", ["-KILL", ...pids.map(String)]);
}

/** Starts `make up` and kills it, without warning, as soon as it says that it is at the given step. */
async function interruptedUp(step: string): Promise<void> {
  const child = spawn("make", ["up"], { cwd: repositoryRoot, detached: true, stdio: ["ignore", "pipe", "ignore"] });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes(step)) resolve();
    });
    child.once("exit", () => {
      reject(new Error(`make up ended before the step "${step}"`));
    });
  });
  // Long enough for the step to have begun, short enough for it not to be over.
  await setTimeout(2000);
  if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
}

describe("the embedded cluster", () => {
  const kubeconfig = join(homedir(), ".kube/config");
  const hadKubeconfig = existsSync(kubeconfig);

  test("make up deploys again after a destroy", async () => {
    await makeMust("up");
    expect(await problems()).toEqual([]);
  });

  test("make status and make logs tell how it is", async () => {
    expect(await makeMust("status")).toContain("http://127.0.0.1:30080");
    const archive = (await makeMust("logs")).trim().split("\n").at(-1) ?? "";
    const contents = await must("tar", ["--list", "--gzip", "--file", archive]);
    await must("rm", [archive]);
    expect(contents).toMatch(/kubelet\.log/);
    expect(contents).toMatch(/gateway-config\.json/);
    expect(contents).not.toMatch(/secret|kubeconfig|admin\.conf/i);
  });

  test("make up heals a cluster whose every process was killed", async () => {
    await killEverything();
    await eventually(() =>
      expect(fetch("http://127.0.0.1:30080/", { signal: AbortSignal.timeout(3000) })).rejects.toThrow(),
    );
    await makeMust("up");
    expect(await problems()).toEqual([]);
  });

  test("make down leaves nothing, after which an interrupted make up is resumed and make down leaves nothing again", async () => {
    await makeMust("down");
    const before = await hostState();
    expect(before.processes).toEqual([]);
    expect(before.firewall.filter((line) => /KUBE|CNI|10\.244\.|10\.96\./.test(line))).toEqual([]);
    expect(before.ipsets).toEqual([]);
    expect(before.files.filter((path) => /mesh-platform|^\/etc\/kubernetes|^\/var\/lib\/kubelet/.test(path))).toEqual(
      [],
    );

    await interruptedUp("Control plane");
    await makeMust("up");
    expect(await problems()).toEqual([]);
    expect((await hostState()).processes).not.toEqual([]);

    await makeMust("down");
    expect(await hostState()).toEqual(before);
    expect(existsSync(kubeconfig)).toBe(hadKubeconfig);
  });

  test("make status says what to do when there is no cluster", async () => {
    const { code, stdout } = await make("status");
    expect(code).not.toBe(0);
    expect(stdout).toContain("`make up` makes one");
  });
});
