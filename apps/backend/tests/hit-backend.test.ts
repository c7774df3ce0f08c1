import { gzipSync } from "node:zlib";

import { hit, RawConnection, type Running, startService, until } from "./support";

let service: Running;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.stop());

/** Sends a body that `hit` would not make, or with another content type. */
function post(body: string | Buffer | undefined, headers: Record<string, string> = {}): Promise<Response> {
  const content = typeof body === "object" ? new Uint8Array(body) : body;
  return fetch(`${service.url}/hit_backend`, { method: "POST", headers, body: content });
}

const json = { "content-type": "application/json" };

function errorBody(code: string, details: unknown = []) {
  return { error: { code, message: expect.any(String), details } };
}

describe("SB1: POST /hit_backend", () => {
  it("answers with the service, the user and the pod", async () => {
    const response = await hit(service.url, { target: "backend-1", username: "user one" });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    await expect(response.json()).resolves.toEqual({
      service_name: "backend-1",
      username: "user one",
      pod_id: "backend-1-abc",
    });
  });

  it.each([
    ["no target", { username: "u" }, {}],
    ["a field of some other version", { username: "u", colour: "red" }, {}],
    ["a content type with a charset", { username: "u" }, { "content-type": "application/json; charset=utf-8" }],
  ])("accepts %s", async (_case, body, headers) => {
    const response = await hit(service.url, body, headers);
    expect(response.status).toBe(200);
  });

  it.each([["x"], ["a".repeat(256)], ["Zoë 花子"], ["🙂".repeat(256)]])("accepts the username %j", async (username) => {
    const response = await hit(service.url, { username });
    expect(response.status).toBe(200);
    await expect(response.json()).resolves.toMatchObject({ username });
  });
});

describe("SB3: the user is the x-user header, else the body's username", () => {
  it("prefers the header", async () => {
    const response = await hit(service.url, { username: "from body" }, { "x-user": "from header" });
    await expect(response.json()).resolves.toMatchObject({ username: "from header" });
  });

  it("needs no username in the body when the header is there", async () => {
    const response = await hit(service.url, {}, { "x-user": "from header" });
    expect(response.status).toBe(200);
    await expect(response.json()).resolves.toMatchObject({ username: "from header" });
  });

  it.each([
    ["UTF-8", Buffer.from("José", "utf8")],
    ["Latin-1", Buffer.from("José", "latin1")],
  ])("reads a header in %s", async (_encoding, bytes) => {
    const connection = new RawConnection(service.port);
    connection.write(
      "POST /hit_backend HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: application/json\r\n",
    );
    connection.write(Buffer.concat([Buffer.from("x-user: "), bytes, Buffer.from("\r\ncontent-length: 2\r\n\r\n{}")]));
    await connection.closed;
    expect(connection.received).toContain('"username":"José"');
  });

  it("refuses two x-user headers: they would become one user of another name", async () => {
    const connection = new RawConnection(service.port);
    connection.write(
      "POST /hit_backend HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: application/json\r\n",
    );
    connection.write("x-user: one\r\nx-user: two\r\ncontent-length: 2\r\n\r\n{}");
    await connection.closed;
    expect(connection.received).toMatch(/^HTTP\/1\.1 422 /);
    expect(connection.received).toContain('{"field":"x-user","message":"must be given only once"}');
  });
});

describe("SB2: the target is the x-target header, else the body's target", () => {
  it("refuses a request that is meant for another service", async () => {
    const response = await hit(service.url, { target: "backend-2", username: "u" });
    expect(response.status).toBe(421);
    const body: unknown = await response.json();
    expect(body).toEqual(errorBody("misdirected_request", [{ field: "target", message: "is not backend-1" }]));
    expect(body).toHaveProperty("error.message", expect.stringMatching(/this is backend-1.*meant for backend-2/));
  });

  it("lets the header win over the body, as the gateway does", async () => {
    const here = await hit(service.url, { target: "backend-2", username: "u" }, { "x-target": "backend-1" });
    expect(here.status).toBe(200);
    const elsewhere = await hit(service.url, { target: "backend-1", username: "u" }, { "x-target": "backend-2" });
    expect(elsewhere.status).toBe(421);
  });
});

describe("malformed calls", () => {
  it.each([
    ["broken JSON", '{"username":'],
    ["something else", "username=u"],
    ["bytes that are not UTF-8", Buffer.from('{"username":"Jos\xe9"}', "latin1")],
    ["an empty body", ""],
  ])("answers 400 to %s", async (_case, body) => {
    const response = await post(body, json);
    expect(response.status).toBe(400);
    await expect(response.json()).resolves.toEqual(errorBody("invalid_json"));
  });

  it.each([
    ["no body at all", "content-length: 0\r\n\r\n"],
    ["an empty chunked body", "content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"],
  ])("answers 400 to %s", async (_case, rest) => {
    const connection = new RawConnection(service.port);
    connection.write(`POST /hit_backend HTTP/1.1\r\nhost: a\r\nconnection: close\r\n${rest}`);
    await connection.closed;
    expect(connection.received).toMatch(/^HTTP\/1\.1 400 /);
    expect(connection.received).toContain("the body is empty");
  });

  it.each([
    ["null", "null"],
    ["a string", '"u"'],
    ["a list", '[{"username":"u"}]'],
  ])("answers 422 to %s instead of an object", async (_case, body) => {
    const response = await post(body, json);
    expect(response.status).toBe(422);
    const details = [{ field: "(body)", message: "must be a JSON object" }];
    await expect(response.json()).resolves.toEqual(errorBody("invalid_fields", details));
  });

  const tooLong = "must be 1 to 256 characters long";
  const control = "must not contain control characters";
  it.each([
    ["a missing username", {}, [["username", "is required, here or as the x-user header"]]],
    ["a username that is a number", { username: 7 }, [["username", "must be a string"]]],
    ["a username that is null", { username: null }, [["username", "must be a string"]]],
    ["an empty username", { username: "" }, [["username", tooLong]]],
    ["a long username", { username: "a".repeat(257) }, [["username", tooLong]]],
    ["a line feed", { username: "a\nb" }, [["username", control]]],
    ["a C1 control", { username: "a\u0085b" }, [["username", control]]],
    ["half a surrogate pair", { username: "\ud83d" }, [["username", control]]],
    ["an empty target", { target: "", username: "u" }, [["target", tooLong]]],
    [
      "several mistakes",
      { target: 1 },
      [
        ["target", "must be a string"],
        ["username", "is required, here or as the x-user header"],
      ],
    ],
  ])("answers 422 to %s, naming the field", async (_case, body, mistakes) => {
    const response = await hit(service.url, body);
    expect(response.status).toBe(422);
    const details = mistakes.map(([field, message]) => ({ field, message }));
    await expect(response.json()).resolves.toEqual(errorBody("invalid_fields", details));
  });

  it.each([
    ["an empty x-user header", { "x-user": "" }, "x-user", tooLong],
    ["a long x-user header", { "x-user": "a".repeat(257) }, "x-user", tooLong],
    ["an empty x-target header", { "x-target": "" }, "x-target", tooLong],
  ])("answers 422 to %s, whatever the body says", async (_case, headers: Record<string, string>, field, message) => {
    const response = await hit(service.url, { target: "backend-1", username: "u" }, headers);
    expect(response.status).toBe(422);
    await expect(response.json()).resolves.toEqual(errorBody("invalid_fields", [{ field, message }]));
  });

  it("answers 413 above 64 KiB and not at 64 KiB", async () => {
    const frame = JSON.stringify({ username: "u", padding: "" }).length;
    const ofSize = (size: number) => hit(service.url, { username: "u", padding: "p".repeat(size - frame) });
    expect((await ofSize(64 * 1024)).status).toBe(200);
    const response = await ofSize(64 * 1024 + 1);
    expect(response.status).toBe(413);
    await expect(response.json()).resolves.toEqual(errorBody("body_too_large"));
  });

  it.each([
    ["another content type", '{"username":"u"}', { "content-type": "text/plain" }],
    ["a form", "username=u", { "content-type": "application/x-www-form-urlencoded" }],
    ["a charset that JSON does not have", '{"username":"u"}', { "content-type": "application/json; charset=latin1" }],
    ["a compressed body", gzipSync('{"username":"u"}'), { ...json, "content-encoding": "gzip" }],
  ])("answers 415 to %s", async (_case, body, headers) => {
    const response = await post(body, headers);
    expect(response.status).toBe(415);
    await expect(response.json()).resolves.toEqual(errorBody("unsupported_media_type"));
  });

  it("says in a 415 what it would have taken", async () => {
    const response = await post("hello", { "content-type": "text/plain" });
    expect(response.headers.get("accept")).toBe("application/json");
  });
});

it("counts and logs a caller who goes away in the middle of the body as aborted", async () => {
  const connection = new RawConnection(service.port);
  connection.write("POST /hit_backend HTTP/1.1\r\nhost: a\r\nx-request-id: gone\r\n");
  connection.write('content-type: application/json\r\ncontent-length: 99\r\n\r\n{"user');
  await until(async () => (await fetch(`${service.url}/livez`)).ok);
  connection.destroy();
  await until(() => service.logs.some((line) => line.request_id === "gone"));
  expect(service.logs.find((line) => line.request_id === "gone")).toMatchObject({
    aborted: true,
    route: "/hit_backend",
  });
  const metrics = await (await fetch(`${service.metricsUrl}/metrics`)).text();
  expect(metrics).toContain('_count{method="POST",route="/hit_backend",status="aborted"} 1');
});
