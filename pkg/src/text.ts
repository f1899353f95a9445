import { decodeUtf8, encodeUtf8 } from "./utf8.js";

type DecoderOptions = { fatal?: boolean; ignoreBOM?: boolean };
type Decoder = new (label?: string, options?: DecoderOptions) => { decode(bytes?: Uint8Array): string };
type Encoder = new () => { encode(text: string): Uint8Array<ArrayBuffer> };

/** Does what this package needs of a `TextDecoder`, in UTF-8. */
class OwnDecoder {
  readonly #options: DecoderOptions;

  constructor(_label?: string, options: DecoderOptions = {}) {
    this.#options = options;
  }

  decode(bytes: Uint8Array = new Uint8Array()): string {
    const text = decodeUtf8(bytes, this.#options.fatal === true);
    return this.#options.ignoreBOM || text[0] !== "\ufeff" ? text : text.slice(1);
  }
}

/** Does what this package needs of a `TextEncoder`. */
class OwnEncoder {
  encode(text: string): Uint8Array<ArrayBuffer> {
    return encodeUtf8(text);
  }
}

/** The host's `TextDecoder`, or ours: Jest's jsdom, audio worklets and some versions of React Native have none. */
export const TextDecoder: Decoder = globalThis.TextDecoder ?? OwnDecoder;

/** The host's `TextEncoder`, or ours. */
export const TextEncoder: Encoder = globalThis.TextEncoder ?? OwnEncoder;

/** True if a text holds no half of a surrogate pair. Engines from before 2023 have no `String.prototype.isWellFormed`. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
