/** The part of Node's module that `listen` uses. Deno and Bun have it as well. With this, the build needs no types of Node. */
declare module "node:http" {
  export interface IncomingMessage extends AsyncIterable<Uint8Array> {
    readonly method?: string;
    readonly url?: string;
    readonly rawHeaders: readonly string[];
    readonly socket: { destroy(): void; resetAndDestroy?(): void };
  }

  export interface ServerResponse {
    writeHead(status: number, headers: Record<string, string>): ServerResponse;
    write(chunk: Uint8Array, done: () => void): void;
    end(): void;
    destroy(): void;
    on(event: "close", listener: () => void): void;
  }

  interface Server {
    listen(port: number, host: string, listener: () => void): void;
    once(event: "error", listener: (error: unknown) => void): void;
    address(): unknown;
    close(listener: () => void): void;
    closeAllConnections(): void;
  }

  export function createServer(
    listener: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
  ): Server;
}
