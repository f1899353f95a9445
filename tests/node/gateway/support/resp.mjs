import { once } from "node:events";
import { connect } from "node:net";

/** A client of Redis that speaks just enough of RESP2 for a test. It connects anew for every command after a failure. */
export class RespClient {
  #port;
  #socket;
  #waiting = [];
  #buffered = "";

  constructor(port) {
    this.#port = port;
  }

  sendCommand = async (args) => {
    const socket = await this.#connected();
    const reply = new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
    const parts = args.map((arg) => `$${Buffer.byteLength(arg)}\r\n${arg}\r\n`);
    socket.write(`*${args.length}\r\n${parts.join("")}`);
    return reply;
  };

  close() {
    this.#socket?.destroy();
  }

  async #connected() {
    if (this.#socket?.readyState === "open") return this.#socket;
    const socket = connect(this.#port, "127.0.0.1");
    await once(socket, "connect");
    this.#socket = socket;
    socket.setEncoding("utf8").on("data", (text) => this.#read(text));
    socket.on("error", () => {});
    socket.on("close", () => {
      for (const { reject } of this.#waiting.splice(0)) reject(new Error("the connection was closed"));
    });
    return socket;
  }

  #read(text) {
    this.#buffered += text;
    for (;;) {
      const reply = /^(?:\$-1\r\n|\$\d+\r\n([^\r]*)\r\n|([+:-])([^\r]*)\r\n)/.exec(this.#buffered);
      if (!reply) return;
      this.#buffered = this.#buffered.slice(reply[0].length);
      const [, bulk, kind, line] = reply;
      const { resolve, reject } = this.#waiting.shift();
      if (kind === "-") reject(new Error(line));
      else resolve(kind === ":" ? Number(line) : (bulk ?? line ?? null));
    }
  }
}
