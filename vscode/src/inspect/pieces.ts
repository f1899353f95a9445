const PIECE = 1_048_576;
const GZIP = [0x1f, 0x8b];

/** Yields a file in pieces, unpacked if it is compressed with gzip. Between two of them, others get their turn. */
export async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (GZIP.every((byte, index) => bytes[index] === byte)) yield* unpacked(bytes);
  else {
    for (let start = 0; start < bytes.length; start += PIECE) {
      yield bytes.subarray(start, start + PIECE);
      await turn();
    }
  }
}

async function* unpacked(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const packed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const reader = packed.pipeThrough(new DecompressionStream("gzip")).getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    yield next.value;
    await turn();
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve));
