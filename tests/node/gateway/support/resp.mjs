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
    for (let reply = parse(this.#buffered); reply; reply = parse(this.#buffered)) {
      this.#buffered = this.#buffered.slice(reply.end);
      const { resolve, reject } = this.#waiting.shift();
      if (reply.kind === "-") reject(new Error(reply.value));
      else resolve(reply.kind === ":" ? Number(reply.value) : reply.value);
    }
  }
}

/** Reads one reply, or returns undefined if it is not there in full: a line, or a text (ASCII) after its length. */
function parse(text) {
  const line = /^([+:$-])([^\r]*)\r\n/.exec(text);
  if (!line) return undefined;
  const [{ length: start }, kind, value] = line;
  if (kind !== "$") return { kind, value, end: start };
  if (value === "-1") return { kind, value: null, end: start };
  const end = start + Number(value);
  return text.length < end + 2 ? undefined : { kind, value: text.slice(start, end), end: end + 2 };
}
