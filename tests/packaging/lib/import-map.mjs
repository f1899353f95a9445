import { createHash } from "node:crypto";

/**
 * Returns the hash by which a policy allows the import map of a page. The entry `gateway` imports the package by its
 * name, which a page has to map.
 */
export function importMapHash(html) {
  const [, importMap] = /<script type="importmap">([^<]*)<\/script>/.exec(html);
  return `'sha256-${createHash("sha256").update(importMap).digest("base64")}'`;
}
