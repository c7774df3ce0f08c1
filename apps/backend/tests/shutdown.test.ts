import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { hit, type LogLine, parseLog, RawConnection, until } from "./support";

// A process has to start and stop in every test, which takes its time on a busy machine.
jest.setTimeout(30_000);

const packageFolder = join(__dirname, "..");
let folder: string;
let bundle: string;
const running = new Set<ChildProcess>();

// The file that the image runs, made by the command that the image is built with.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "backend-"));
  bundle = join(folder, "main.js");
  const build = ["run", "--silent", "build", "--", `--outfile=${bundle}`, "--log-level=warning"];
  execFileSync("npm", build, { cwd: packageFolder, stdio: ["ignore", "inherit", "pipe"] });
}, 60_000);

// Only for tests that failed half-way: the others have seen their process end.
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Program {
  readonly child: ChildProcess;
  readonly logs: LogLine[];
  /** The exit code, or the signal that ended the process. */
  readonly exit: Promise<number | string>;
  stderr: string;
}

function run(environment: Record<string, string>): Program {
  const child = spawn(process.execPath, ["--enable-source-maps", bundle], {
    env: { PATH: process.env.PATH, PORT: "0", METRICS_PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const logs: LogLine[] = [];
  createInterface(child.stdout).on("line", (line) => logs.push(parseLog(line)));
  // "close" and not "exit": by then all output has been read.
  const exit = once(child, "close").then(([code, signal]) => {
    running.delete(child);
    return typeof code === "number" ? code : String(signal);
  });
  const program: Program = { child, logs, exit, stderr: "" };
  child.stderr.on("data", (data) => (program.stderr += String(data)));
  return program;
}

async function start(environment: Record<string, string> = {}) {
  const program = run({ SERVICE_NAME: "backend-1", POD_NAME: "pod", DRAIN_DELAY: "1s", ...environment });
  const listening = () => program.logs.find((line) => line.msg === "listening");
  await until(() => listening() !== undefined || program.child.exitCode !== null);
  const port = Number(listening()?.port);
  const metricsPort = Number(listening()?.metrics_port);
  return { ...program, port, url: `http://127.0.0.1:${port}`, metricsUrl: `http://127.0.0.1:${metricsPort}` };
}

const requestHead =
  "POST /hit_backend HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 16\r\n\r\n";

/** A request whose headers have arrived (the server has asked for the rest) and whose body has not. */
async function requestInFlight(port: number): Promise<RawConnection> {
  const connection = new RawConnection(port);
  connection.write(requestHead.replace("\r\n\r\n", "\r\nexpect: 100-continue\r\n\r\n"));
  await until(() => connection.received.includes("100 Continue"));
  connection.received = "";
  return connection;
}

const readiness = async (url: string) => (await fetch(`${url}/readyz`)).status;

describe("RT12: stopping without losing a request", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "%s: unready at once, serving on, in-flight requests finish, exit 0",
    async (signal) => {
      const program = await start();
      expect(await readiness(program.url)).toBe(200);
      const inFlight = await requestInFlight(program.port);

      program.child.kill(signal);
      await until(() => program.logs.some((line) => String(line.msg).startsWith("draining")));
      expect(await readiness(program.url)).toBe(503);
      expect((await fetch(`${program.url}/livez`)).status).toBe(200);
      expect((await hit(program.url, { username: "late" })).status).toBe(200);

      // Past the drain delay nothing new is accepted, what had begun goes on, and the metrics can still be read.
      await until(() => program.logs.some((line) => String(line.msg).startsWith("closing")));
      await expect(readiness(program.url)).rejects.toThrow();
      expect((await fetch(`${program.metricsUrl}/metrics`)).status).toBe(200);
      inFlight.write('{"username":"u"}');
      await inFlight.closed;
      expect(inFlight.received).toMatch(/^HTTP\/1\.1 200 /);
      expect(inFlight.received).toMatch(/^connection: close/im);
      expect(inFlight.received).toContain('{"service_name":"backend-1","username":"u","pod_id":"pod"}');
      await expect(program.exit).resolves.toBe(0);
    },
  );

  it("does not wait for idle keep-alive connections", async () => {
    const program = await start({ DRAIN_DELAY: "0s" });
    const idle = new RawConnection(program.port);
    idle.write("GET / HTTP/1.1\r\nhost: a\r\n\r\n");
    await until(() => idle.received.includes("pod_id"));
    program.child.kill("SIGTERM");
    await idle.closed;
    await expect(program.exit).resolves.toBe(0);
  });

  it("cuts off at the deadline what does not finish, and says so with exit code 1", async () => {
    const program = await start({ DRAIN_DELAY: "0s", SHUTDOWN_TIMEOUT: "200ms" });
    const stuck = await requestInFlight(program.port);
    program.child.kill("SIGTERM");
    await stuck.closed;
    expect(stuck.received).toBe("");
    await expect(program.exit).resolves.toBe(1);
    expect(program.logs.at(-1)).toMatchObject({ level: "error", msg: expect.stringContaining("deadline") });
  });

  it("exits at once with 1 on a second signal", async () => {
    const program = await start({ DRAIN_DELAY: "10m" });
    program.child.kill("SIGTERM");
    await until(() => program.logs.some((line) => String(line.msg).startsWith("draining")));
    program.child.kill("SIGINT");
    await expect(program.exit).resolves.toBe(1);
  });
});

describe("starting", () => {
  it("reports all mistakes of the environment and exits with 2", async () => {
    const program = run({ PORT: "eighty", DRAIN_DELAY: "soon" });
    await expect(program.exit).resolves.toBe(2);
    expect(program.stderr).toContain("SERVICE_NAME is required");
    expect(program.stderr).toContain('PORT="eighty" must be');
    expect(program.stderr).toContain('DRAIN_DELAY="soon" must be');
    expect(program.logs).toEqual([]);
  });

  it("logs why it cannot start and exits with 1 when its port is taken", async () => {
    const other = createServer().listen(0);
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const program = run({ SERVICE_NAME: "backend-1", PORT: String(port) });
    await expect(program.exit).resolves.toBe(1);
    expect(program.logs.at(-1)).toMatchObject({ level: "fatal", err: { code: "EADDRINUSE" } });
    other.close();
  });
});
