import type { ExtractedAssertion } from "./assertion-extractor.js";

/** Makes the object for an assertion that the module found. The module passes NaN for a number that is not known. */
export function makeExtracted(
  header: string,
  line: number,
  entry: number,
  url: string | undefined,
  method: string | undefined,
  sentAt: number,
  status: number,
): ExtractedAssertion {
  const found: ExtractedAssertion = { header, line };
  if (!Number.isNaN(entry)) found.entry = entry;
  if (url !== undefined) found.url = url;
  if (method !== undefined) found.method = method;
  if (!Number.isNaN(sentAt)) found.sentAt = new Date(sentAt);
  if (!Number.isNaN(status)) found.status = status;
  return found;
}
