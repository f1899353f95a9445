/** The part of Node's module that `listen` uses. Deno and Bun have it as well. With this, the build needs no types of Node. */
declare module "node:http" {
  export interface IncomingMessage {
    readonly method?: string;
    readonly url?: string;
    readonly rawHeaders: readonly string[];
    readonly socket: { readonly localPort?: number; destroy(): void; resetAndDestroy?(): void };
    on(event: "data", listener: (chunk: Uint8Array) => void): void;
    on(event: "end" | "close", listener: () => void): void;
    on(event: "error", listener: (error: unknown) => void): void;
  }

  export interface ServerResponse {
    writeHead(status: number, headers: Record<string, string>): ServerResponse;
    write(chunk: Uint8Array, done: () => void): void;
    end(): void;
    destroy(): void;
    on(event: "close", listener: () => void): void;
  }

  interface Server {
    pauseOnConnect: boolean;
    listen(options: { port: number; host: string }, listener: () => void): void;
    once(event: "error", listener: (error: unknown) => void): void;
    address(): unknown;
    close(listener: () => void): void;
    closeAllConnections(): void;
  }

  export function createServer(
    options: object,
    listener: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
  ): Server;
}
