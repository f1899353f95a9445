/** The longest document that `inspect` reads, in bytes: as much as `inspectDocument` takes. */
export const MAX_DOCUMENT_BYTES = 1_048_576;

/** The longest file with keys, in bytes. */
export const MAX_KEY_FILE_BYTES = 1_048_576;
