import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";

/** What a kubeconfig leads to: no cluster, but something that counts who asks it. */
export class UnreachableCluster {
  #requests = 0;
  readonly #server: Server = createServer((_request, response) => {
    this.#requests += 1;
    response.writeHead(503).end();
  });

  /** How often anybody has asked the cluster anything. */
  get requests(): number {
    return this.#requests;
  }

  /** Listens on a free port of the loopback and writes the kubeconfig that leads there. */
  async open(kubeconfig: string): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, "127.0.0.1", resolve);
    });
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("the cluster that nobody reaches has no port");
    const config = {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "none", cluster: { server: `http://127.0.0.1:${String(address.port)}` } }],
      users: [{ name: "none", user: {} }],
      contexts: [{ name: "none", context: { cluster: "none", user: "none" } }],
      "current-context": "none",
    };
    // JSON is YAML, and all that reads a kubeconfig reads YAML.
    writeFileSync(kubeconfig, JSON.stringify(config));
  }

  close(): void {
    this.#server.close();
  }
}
