import type { ExtractedAssertion } from "agent-identity-wasm";
import type { Batch } from "./job.js";

type PackedAssertion = readonly [
  header: string,
  line: number,
  entry?: number | null,
  url?: string | null,
  method?: string | null,
  sentAt?: number | null,
  status?: number | null,
];

/** Writes a batch as text for another thread. A structured clone of as many objects takes several times as long. */
export const pack = ({ file, found }: Batch): string =>
  JSON.stringify([
    file,
    found.map(
      ({ header, line, entry, url, method, sentAt, status }): PackedAssertion => [
        ...([header, line, entry, url, method, sentAt?.getTime(), status] as const),
      ],
    ),
  ]);

/** Reads what {@link pack} wrote. */
export function unpack(text: string): Batch {
  const [file, rows] = JSON.parse(text) as [string, PackedAssertion[]];
  return { file, found: rows.map(unpackAssertion) };
}

function unpackAssertion([
  header,
  line,
  entry,
  url,
  method,
  sentAt,
  status,
]: PackedAssertion): ExtractedAssertion {
  return {
    ...{ header, line },
    ...(typeof entry === "number" && { entry }),
    ...(typeof url === "string" && { url }),
    ...(typeof method === "string" && { method }),
    ...(typeof sentAt === "number" && { sentAt: new Date(sentAt) }),
    ...(typeof status === "number" && { status }),
  };
}
