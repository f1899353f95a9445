/** The meaning of a code and the remedy for it, in plain words for people. */
export interface Advice {
  /** A few words without a full stop, such as "The signature does not match the key". */
  readonly title: string;
  /** One or more sentences: what happened, and what usually leads to it. */
  readonly cause: string;
  /** One or more sentences: what to do next. */
  readonly remedy: string;
}
