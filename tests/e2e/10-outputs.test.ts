import { must } from "../support/e2e/command";
import { localStack, outputs } from "../support/e2e/stack";
import { smoke } from "../../smoke/smoke";

describe("RT1: the stack's outputs lead to the running platform", () => {
  test("the gateway is on NodePort 30080", async () => {
    const { baseUrl } = await outputs(localStack);
    expect(new URL(baseUrl).port).toBe("30080");
  });

  test("the endpoints are these, and each answers with its status", async () => {
    const published = await outputs(localStack);
    // Written by hand: a list computed from the config would agree with any mistake in it.
    expect(published.endpoints.map(({ method, url, status }) => `${method} ${url} ${String(status)}`)).toEqual([
      "POST http://127.0.0.1:30080/hit_backend 200",
      "GET http://127.0.0.1:30080/ 200",
    ]);
    const verdicts = await smoke(published);
    expect(verdicts.filter(({ problem }) => problem !== undefined)).toEqual([]);
  });

  test("the smoke command line reads nothing but the outputs", async () => {
    const json = await must("pulumi", ["stack", "output", "--json", "--stack", localStack.name]);
    const said = await must("npm", ["run", "--silent", "smoke"], { input: json });
    expect(said.match(/^ok /gm)).toHaveLength(2);
  });

  test("SB1: a backend says who it is, who called, and from which pod", async () => {
    const { baseUrl } = await outputs(localStack);
    const response = await fetch(`${baseUrl}/hit_backend`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ target: "backend-1", username: "user one" }),
    });
    expect(response.status).toBe(200);
    const body: unknown = await response.json();
    expect(body).toEqual({
      service_name: "backend-1",
      username: "user one",
      pod_id: expect.stringMatching(/^backend-1-/),
    });
  });

  test("a path that no service claims is not found, and the answer comes from the gateway", async () => {
    const { baseUrl } = await outputs(localStack);
    const response = await fetch(`${baseUrl}/nobody`);
    expect(response.status).toBe(404);
    expect(response.headers.get("server")).toBe("istio-envoy");
  });
});
