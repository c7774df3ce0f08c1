/** The part of the package's interface that the tests use; it brings no types of its own. */
declare module "http-server" {
  import type { IncomingMessage, Server, ServerResponse } from "node:http";

  interface Options {
    /** Folder whose files are served. */
    root: string;
    /** Seconds for which clients may keep a file; -1 for not at all. */
    cache?: number;
    showDir?: string;
    /** Asked before a file is looked for; each answers, or passes on by emitting "next". */
    before?: ((request: IncomingMessage, response: ServerResponse) => void)[];
  }

  interface HttpServer {
    readonly server: Server;
    listen(port: number, host: string, listening: () => void): void;
    close(): void;
  }

  export function createServer(options: Options): HttpServer;
}
