import { request } from "node:http";
import type { Endpoint, PlatformOutputs } from "../components/outputs/contract";

/** What became of one endpoint: no problem, or what was expected and what came. */
export interface Verdict {
  readonly endpoint: string;
  readonly problem?: string;
}

/** Asks by node:http, because fetch forbids setting the Host header that a route by host needs. */
async function status({ method, url, host, body }: Endpoint): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...(host === undefined ? {} : { host }),
      ...(body === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
    };
    const call = request(url, { method, headers, timeout: 10_000 }, (response) => {
      response.resume();
      response.once("end", () => {
        resolve(response.statusCode ?? 0);
      });
    });
    call.once("timeout", () => call.destroy(new Error("no answer within 10 s")));
    call.once("error", reject);
    call.end(body);
  });
}

/** Sends every endpoint's request once. Knows nothing but the stack's outputs. */
export async function smoke(outputs: Pick<PlatformOutputs, "endpoints">): Promise<Verdict[]> {
  return Promise.all(
    outputs.endpoints.map(async (endpoint) => {
      try {
        const got = await status(endpoint);
        return got === endpoint.status
          ? { endpoint: endpoint.name }
          : { endpoint: endpoint.name, problem: `expected ${String(endpoint.status)}, got ${String(got)}` };
      } catch (error) {
        return { endpoint: endpoint.name, problem: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}
