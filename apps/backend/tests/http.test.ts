import { hit, RawConnection, type Running, startService, until } from "./support";

let service: Running;

beforeEach(async () => {
  service = await startService({ SERVICE_VERSION: "v1" });
});

afterEach(() => service.stop());

/** The access log line of the request with this id, which is written after its response has ended. */
async function logOf(requestId: string) {
  await until(() => service.logs.some((line) => line.request_id === requestId));
  return service.logs.find((line) => line.request_id === requestId);
}

describe("RT10: health", () => {
  it("is live and ready", async () => {
    const live = await fetch(`${service.url}/livez`);
    expect([live.status, await live.json()]).toEqual([200, { status: "ok" }]);
    const ready = await fetch(`${service.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: "ready" }]);
  });

  it("is live and not ready while draining, still serves, and ends every connection", async () => {
    service.lifecycle.drain();
    expect((await fetch(`${service.url}/livez`)).status).toBe(200);
    const ready = await fetch(`${service.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: "draining" }]);
    const answer = await hit(service.url, { username: "u" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("connection")).toBe("close");
  });
});

it("introduces itself at /", async () => {
  const response = await fetch(`${service.url}/`);
  expect(response.status).toBe(200);
  await expect(response.json()).resolves.toEqual({ service: "backend-1", version: "v1", pod_id: "backend-1-abc" });
});

describe("what is not there", () => {
  it.each(["/nothing", "/hit_backend/", "/HIT_BACKEND", "/metrics", "/%zz"])("answers 404 to %s", async (path) => {
    const response = await fetch(`${service.url}${path}`);
    expect(response.status).toBe(404);
    await expect(response.json()).resolves.toEqual({
      error: { code: "not_found", message: `there is nothing at ${path}`, details: [] },
    });
  });

  it.each([
    ["GET", "/hit_backend", "POST"],
    ["OPTIONS", "/hit_backend", "POST"],
    ["POST", "/livez", "GET, HEAD"],
    ["DELETE", "/readyz", "GET, HEAD"],
    ["PUT", "/", "GET, HEAD"],
  ])("answers 405 to %s %s and allows %s", async (method, path, allow) => {
    const response = await fetch(`${service.url}${path}`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe(allow);
    await expect(response.json()).resolves.toHaveProperty("error.code", "method_not_allowed");
  });

  it("does not say what it is made of", async () => {
    const response = await fetch(`${service.url}/`);
    expect(response.headers.get("x-powered-by")).toBeNull();
    expect(response.headers.get("server")).toBeNull();
  });
});

describe("AL5: x-request-id", () => {
  it("is taken over into response and log", async () => {
    const response = await hit(service.url, { username: "u" }, { "x-request-id": "abc-123" });
    expect(response.headers.get("x-request-id")).toBe("abc-123");
    await expect(logOf("abc-123")).resolves.toMatchObject({ status: 200 });
  });

  it("is also there when the request fails", async () => {
    const response = await hit(service.url, {}, { "x-request-id": "abc-422" });
    expect(response.headers.get("x-request-id")).toBe("abc-422");
    await expect(logOf("abc-422")).resolves.toMatchObject({ status: 422 });
  });

  it.each([
    ["missing", {}],
    ["with spaces", { "x-request-id": "a b" }],
    ["too long", { "x-request-id": "a".repeat(129) }],
  ])("is made when it is %s", async (_case, headers: Record<string, string>) => {
    const response = await fetch(`${service.url}/`, { headers });
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  });
});

describe("access log", () => {
  it("has one JSON line per request, without body, query or user", async () => {
    await fetch(`${service.url}/hit_backend?token=secret-query`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-request-id": "one", "x-user": "secret-user" },
      body: JSON.stringify({ username: "secret-name" }),
    });
    await expect(logOf("one")).resolves.toEqual({
      level: "info",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      service: "backend-1",
      pod: "backend-1-abc",
      request_id: "one",
      method: "POST",
      path: "/hit_backend",
      route: "/hit_backend",
      status: 200,
      duration_ms: expect.any(Number),
      user_agent: expect.any(String),
      msg: "request",
    });
    expect(JSON.stringify(service.logs)).not.toContain("secret");
  });

  it("leaves health checks out", async () => {
    await fetch(`${service.url}/livez`, { headers: { "x-request-id": "probe" } });
    await fetch(`${service.url}/readyz`, { headers: { "x-request-id": "probe" } });
    await fetch(`${service.url}/`, { headers: { "x-request-id": "last" } });
    await logOf("last");
    expect(service.logs.filter((line) => line.msg === "request")).toHaveLength(1);
  });
});

describe("metrics", () => {
  const scrape = async () => (await fetch(`${service.metricsUrl}/metrics`)).text();

  it("are served on a port of their own, in Prometheus' text format", async () => {
    const response = await fetch(`${service.metricsUrl}/metrics`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    expect(text).toContain("process_cpu_seconds_total");
    expect(text).toContain("nodejs_eventloop_lag_seconds");
  });

  it("label durations by route pattern, method and status, and never by raw path", async () => {
    await hit(service.url, { username: "u" });
    await hit(service.url, {});
    await fetch(`${service.url}/wp-admin`);
    await fetch(`${service.url}/.env`);
    // The observation follows the end of the response, which the client may see first.
    const count = (labels: string) => `http_request_duration_seconds_count{${labels}}`;
    await until(async () => (await scrape()).includes(`${count('method="GET",route="unmatched",status="404"')} 2`));
    const text = await scrape();
    expect(text).toContain(`${count('method="POST",route="/hit_backend",status="200"')} 1`);
    expect(text).toContain(`${count('method="POST",route="/hit_backend",status="422"')} 1`);
    expect(text).not.toMatch(/wp-admin|\.env/);
  });

  it("answer 404 and 405 like the service", async () => {
    expect((await fetch(`${service.metricsUrl}/`)).status).toBe(404);
    const response = await fetch(`${service.metricsUrl}/metrics`, { method: "POST" });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });
});

describe("slow and oversized clients", () => {
  const impatient = { headersTimeout: 100, requestTimeout: 300, connectionsCheckingInterval: 20 };

  it.each([
    ["headers", "POST /hit_backend HTTP/1.1\r\nhost: a\r\n"],
    [
      "a body",
      'POST /hit_backend HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{"',
    ],
  ])("are answered 408 and cut off when %s does not come to an end", async (_case, beginning) => {
    const strict = await startService({}, impatient);
    const connection = new RawConnection(strict.port);
    connection.write(beginning);
    await connection.closed;
    expect(connection.received).toMatch(/^HTTP\/1\.1 408 /);
    await strict.stop();
  });

  it("are answered 431 when the headers are larger than Node's limit", async () => {
    const response = await fetch(`${service.url}/`, { headers: { "x-large": "a".repeat(20_000) } });
    expect(response.status).toBe(431);
  });
});

it("keeps idle connections longer than Envoy does, so that Envoy is the one to close them", async () => {
  const connection = new RawConnection(service.port);
  connection.write("GET / HTTP/1.1\r\nhost: a\r\n\r\n");
  await until(() => connection.received.includes("pod_id"));
  const [, seconds] = /^keep-alive: timeout=(\d+)/im.exec(connection.received) ?? [];
  expect(Number(seconds)).toBeGreaterThan(3600);
  connection.destroy();
});
