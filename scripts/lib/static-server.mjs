import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { Failure } from "./failure.mjs";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** The headers for policies that a page cannot set in its own HTML. www/hosting has them for common static hosts. */
export const HEADERS = {
  "Content-Security-Policy": "frame-ancestors 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** Serves folders on the loopback address, at the first free port from `port` on. Returns the URL. */
export async function serve(folders, port) {
  const server = staticServer(folders, HEADERS);
  for (let candidate = port; candidate < port + 20; candidate++) {
    if (await listens(server, candidate)) return `http://127.0.0.1:${candidate}/`;
  }
  throw new Failure(`Ports ${port} to ${port + 19} are all taken. Set PORT to a free one.`);
}

/**
 * Makes a server for the files of one folder or of several, which does not listen yet. If several folders have a file,
 * the first one is used.
 */
export const staticServer = (folders, headers = {}) =>
  createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    answer([folders].flat(), request, response);
  });

function listens(server, port) {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => (error.code === "EADDRINUSE" ? resolve(false) : reject(error)));
    server.listen(port, "127.0.0.1", () => resolve(true));
  });
}

function answer(folders, request, response) {
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "no-referrer");
  response.setHeader("Cache-Control", "no-cache");
  if (!["GET", "HEAD"].includes(request.method)) return refuse(response.setHeader("Allow", "GET, HEAD"), 405);
  const file = folders.map((folder) => find(folder, request.url)).find(Boolean);
  if (!file) return refuse(response, 404);
  response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
  response.setHeader("Content-Length", statSync(file).size);
  if (request.method === "HEAD") return response.end();
  createReadStream(file)
    .on("error", () => response.destroy())
    .pipe(response);
}

function refuse(response, status) {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" });
  response.end(status === 404 ? "Not found\n" : "Method not allowed\n");
}

function find(folder, url) {
  const path = decode(url.split(/[?#]/, 1)[0]);
  if (path === null || path.includes("\0")) return null;
  const file = normalize(join(folder, path.endsWith("/") ? `${path}index.html` : path));
  if (!file.startsWith(folder + sep) || !existsSync(file)) return null;
  return statSync(file).isFile() ? file : null;
}

function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
