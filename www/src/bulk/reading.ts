/** RFC 1952 §2.3.1. */
const GZIP_MAGIC = [0x1f, 0x8b];

/** A HAR file tells what it is at its beginning. */
const HEAD = 4096;
const HAR = /^\ufeff?\s*\{\s*"log"\s*:\s*\{[\s\S]*?"(?:version|creator|browser|pages|entries)"\s*:/;

/** Reads a file piece by piece, unpacks it if it is compressed with gzip, and tells what kind of file it is. */
export class Reading {
  /** How many bytes of the file were read so far. */
  bytes = 0;
  isGzip = false;
  #file: Blob;
  #head = "";

  constructor(file: Blob) {
    this.#file = file;
  }

  get isHar(): boolean {
    return HAR.test(this.#head);
  }

  /** Yields the file in pieces of at most `most` bytes. */
  async *pieces(most: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const start = new Uint8Array(await this.#file.slice(0, GZIP_MAGIC.length).arrayBuffer());
    this.isGzip = GZIP_MAGIC.every((byte, index) => start[index] === byte);
    const decoder = new TextDecoder();
    const reader = this.#read().getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (this.#head.length < HEAD)
        this.#head += decoder.decode(next.value.subarray(0, HEAD), { stream: true });
      for (let start = 0; start < next.value.length; start += most)
        yield next.value.subarray(start, start + most);
    }
  }

  #read(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (piece, controller) => {
        this.bytes += piece.length;
        controller.enqueue(piece);
      },
    });
    const pieces = this.#file.stream().pipeThrough(counted);
    return this.isGzip ? pieces.pipeThrough(new DecompressionStream("gzip")) : pieces;
  }
}
