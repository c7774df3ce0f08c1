import { kubectl, run } from "../support/e2e/command";
import { localStack, up } from "../support/e2e/stack";

describe("pulumi up is idempotent and heals", () => {
  test("a second up changes nothing", async () => {
    const { code, stdout } = await up(localStack);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Resources:\n\s+\d+ unchanged\n/);
  });

  test("a refresh finds no drift", async () => {
    const { code, stdout } = await run(
      "pulumi",
      ["--non-interactive", "preview", "--refresh", "--expect-no-changes", "--stack", localStack.name],
      { timeout: 300_000 },
    );
    expect({ code, drift: code === 0 ? "" : stdout }).toEqual({ code: 0, drift: "" });
  });

  test("make up restores what kubectl deleted", async () => {
    await kubectl("delete", "virtualservice", "host-any", "--namespace", "istio-ingress");
    const { code, stdout, stderr } = await run("make", ["up"], { timeout: 300_000 });
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/VirtualService ingress-host-any/);
    expect(
      await kubectl("get", "virtualservice", "host-any", "--namespace", "istio-ingress", "--output", "name"),
    ).toContain("host-any");
    const response = await fetch("http://127.0.0.1:30080/");
    expect(response.status).toBe(200);
  });
});
