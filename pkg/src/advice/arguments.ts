/** Advice about values that a program passed to this package. */
export const ARGUMENTS = {
  wrong_type: {
    title: "A value has the wrong type",
    cause:
      "A program passed a value of a type that the function does not take, for example a number instead of a string.",
    remedy:
      "Read the name in the message, and pass a value of the type that the function's documentation states.",
  },
  text_too_long: {
    title: "The text is too long",
    cause:
      "The text is longer than any correct value of its kind. Often a whole file was passed instead of one field.",
    remedy: "Pass only the field that is meant. The message states the limit.",
  },
  text_compressed: {
    title: "The file is compressed",
    cause: "The data begins like a gzip, zstd, zip, xz or bzip2 file. Headers are found in text only.",
    remedy:
      'Decompress it first: with gunzip, with zlib in Node, or with new DecompressionStream("gzip") in a browser.',
  },
  text_not_unicode: {
    title: "The text is not valid Unicode",
    cause: "The string contains half of a character: an emoji or another rare character was cut in two.",
    remedy: "Do not cut strings at arbitrary positions, and read files as UTF-8.",
  },
  number_out_of_range: {
    title: "A number is outside its range",
    cause: "The number is negative, fractional, infinite or too large for its purpose.",
    remedy: "Use a number within the range that the message states.",
  },
  time_out_of_range: {
    title: "A time is not usable",
    cause:
      "The time is not a valid date, or it lies outside the years 0000 to 9999. An invalid Date object does this.",
    remedy:
      "Pass a valid Date, or milliseconds since 1970. Check that seconds were not passed as milliseconds.",
  },
  time_unrecognized: {
    title: "The text is not a time",
    cause:
      "The text is not a complete date and time in a form that logs use. Often a part is missing, or something follows the time.",
    remedy:
      "Write the date and the time to the second, for example 2026-11-22T06:16:09Z, 22/Nov/2026:06:16:09 +0000, or seconds since 1970.",
  },
} as const;
