import { burnCpu } from "../src/burn-cpu";
import { hit, startService } from "./support";

describe("WORK_MS (SB4: load for autoscaling)", () => {
  it("burns CPU time", async () => {
    const start = process.cpuUsage();
    await burnCpu(40);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeGreaterThanOrEqual(40);
  });

  it("lets the event loop run meanwhile, so that probes are answered", async () => {
    let turns = 0;
    const ticker = setInterval(() => turns++, 1);
    await burnCpu(60);
    clearInterval(ticker);
    expect(turns).toBeGreaterThanOrEqual(3);
  });

  it("is spent by every call", async () => {
    const service = await startService({ WORK_MS: "30" });
    const start = process.cpuUsage();
    expect((await hit(service.url, { username: "u" })).status).toBe(200);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeGreaterThanOrEqual(30);
    await service.stop();
  });
});
