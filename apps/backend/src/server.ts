import { once } from "node:events";
import { createServer, type RequestListener, type Server, type ServerOptions } from "node:http";

const second = 1000;

/**
 * Bounds on what one connection may cost; see https://nodejs.org/api/http.html#httpcreateserveroptions-requestlistener.
 * The largest header size stays at Node's 16 KiB.
 */
const limits = {
  /** A client that sends its headers byte by byte is answered 408 and cut off. */
  headersTimeout: 10 * second,
  /** The same for the whole request, body included. */
  requestTimeout: 30 * second,
  /** How often the two above are looked at; Node's 30 s would make 10 s mean up to 40 s. */
  connectionsCheckingInterval: 5 * second,
  /**
   * Longer than the hour for which Envoy keeps an idle connection to its upstream
   * (https://www.envoyproxy.io/docs/envoy/latest/faq/configuration/timeouts). If the server closed first (Node's default: 5 s),
   * a request that Envoy sends in that moment would fail with 503 "upstream connect error".
   */
  keepAliveTimeout: 65 * 60 * second,
} satisfies ServerOptions;

/** @param overrides shorter limits, for tests */
export function createHttpServer(listener: RequestListener, overrides: Partial<typeof limits> = {}): Server {
  return createServer({ ...limits, ...overrides }, listener);
}

/** Listens on all addresses. @returns the port, which differs from the one asked for if that was 0 */
export async function listen(server: Server, port: number): Promise<number> {
  server.listen(port);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no TCP port");
  return address.port;
}
