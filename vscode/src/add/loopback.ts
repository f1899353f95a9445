/** True if a URL is one of this machine. */
export function isLoopback(text: string): boolean {
  try {
    const { hostname } = new URL(text);
    return /^(127(\.\d+){3}|\[::1\]|localhost|.+\.localhost)$/.test(hostname);
  } catch {
    return false;
  }
}
