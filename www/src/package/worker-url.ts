let url: URL | undefined;

/**
 * Returns a `blob:` URL of the worker's script. A browser starts no worker from a script of another origin, and the
 * element's own script can come from one: from a CDN, or in a webview of VS Code.
 */
export async function workerUrl(): Promise<URL> {
  const { source } = await import("worker-source");
  url ??= new URL(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  return url;
}
