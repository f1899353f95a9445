import url from "./worker.ts?worker&url";

/** Returns the URL of the worker's script. */
export const workerUrl = async (): Promise<URL> => new URL(url, import.meta.url);
