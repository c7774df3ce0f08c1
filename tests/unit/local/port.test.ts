import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { isFree } from "../../../local/toolchain/port";

/** A port on which something listens on `address` while `use` runs. */
async function whileListening(address: string, use: (port: number) => Promise<void>): Promise<void> {
  const server = createServer();
  server.listen(0, address);
  await once(server, "listening");
  try {
    await use((server.address() as AddressInfo).port);
  } finally {
    server.close();
    await once(server, "close");
  }
}

describe("a port", () => {
  test.each(["127.0.0.1", "0.0.0.0", "127.0.0.53"])("is not free while something listens on %s", async (address) => {
    await whileListening(address, async (port) => {
      expect(await isFree(port)).toBe(false);
    });
  });

  test("is free when nothing listens, and still so after it was asked for", async () => {
    let port = 0;
    await whileListening("127.0.0.1", async (used) => {
      port = used;
      await Promise.resolve();
    });
    expect(await isFree(port)).toBe(true);
    expect(await isFree(port)).toBe(true);
  });
});
