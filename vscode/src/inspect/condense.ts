import { AssertionExtractor, type ExtractedAssertion, redactSecrets } from "agent-identity-wasm";

/**
 * Reduces a log or a HAR file to its assertions and what is known of their requests. What it writes is a file of the same kind,
 * in which every assertion stands on the same line, and in the same entry, as before. Nothing else of the file is left, so the
 * webview that gets it sees no body, no cookie and no other secret.
 */
export class Condenser {
  readonly #extractor = new AssertionExtractor();
  readonly #found: ExtractedAssertion[] = [];

  push(piece: Uint8Array): void {
    for (const found of this.#extractor.push(piece)) this.#found.push(found);
  }

  finish(): string {
    for (const found of this.#extractor.finish()) this.#found.push(found);
    this.#extractor.free();
    const isHar = this.#found.some(({ entry }) => entry !== undefined);
    return isHar ? condensedHar(this.#found) : condensedLines(this.#found);
  }

  free(): void {
    this.#extractor.free();
  }
}

/** One JSON text a line, as in NDJSON. */
function condensedLines(found: readonly ExtractedAssertion[]): string {
  const lines = new LineWriter();
  for (const one of found) {
    lines.goTo(one.line);
    lines.write(`${JSON.stringify({ ...requestOf(one), headers: { authorization: one.header } })} `);
  }
  return lines.text;
}

/** Entries without an assertion are empty. */
function condensedHar(found: readonly ExtractedAssertion[]): string {
  const lines = new LineWriter();
  lines.write('{"log":{"version":"1.2","entries":[');
  let entries = 0;
  let previous: number | undefined;
  for (const one of found) {
    const entry = one.entry ?? entries;
    if (previous !== undefined && entry !== previous) lines.write("]}},");
    if (entry !== previous) {
      for (; entries < entry; entries += 1) lines.write("{},");
      entries = entry + 1;
      lines.goTo(one.line);
      lines.write(entryStart(one));
    } else {
      lines.write(",");
      lines.goTo(one.line);
    }
    lines.write(JSON.stringify({ name: "Authorization", value: one.header }));
    previous = entry;
  }
  lines.write(`${previous === undefined ? "" : "]}}"}]}}`);
  return lines.text;
}

/** Ends within the list of the request's headers. */
function entryStart(found: ExtractedAssertion): string {
  const { method, url, status, time } = requestOf(found);
  const before = { ...(time && { startedDateTime: time }), ...(status && { response: { status } }) };
  const request = JSON.stringify({ ...(method && { method }), ...(url && { url }) });
  const start = JSON.stringify(before).slice(0, -1);
  const inner = request.slice(0, -1);
  return `${start}${start === "{" ? "" : ","}"request":${inner}${inner === "{" ? "" : ","}"headers":[`;
}

/** A URL or a method is somebody else's text, and may hold a secret. */
function requestOf({ method, url, status, sentAt }: ExtractedAssertion) {
  return {
    ...(sentAt && { time: sentAt.toISOString() }),
    ...(method !== undefined && { method: redactSecrets(method) }),
    ...(url !== undefined && { url: redactSecrets(url) }),
    ...(status !== undefined && { status }),
  };
}

class LineWriter {
  text = "";
  #line = 1;

  /** Writes line breaks up to a line, counted from 1. */
  goTo(line: number): void {
    if (line > this.#line) this.text += "\n".repeat(line - this.#line);
    this.#line = Math.max(line, this.#line);
  }

  write(text: string): void {
    this.text += text;
  }
}
