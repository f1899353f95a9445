interface Part {
  readonly start: number;
  readonly end: number;
}

/** The package looks through no longer text for a header, so there is nothing to keep of one. */
const LONGEST = 1_048_576;

/** A string that the end of the text cuts off counts as one. */
const IN_JSON = String.raw`"(?:[^"\\]|\\[\s\S])*(?:"|$)`;
/** A string as the shells of Windows and POSIX quote it, or a word. */
const ARGUMENT = String.raw`(?:\^"(?:\^\\\^"|[^"^]|\^[\s\S]|"")*?(?:\^"(?!")|$)|\$?'(?:[^'\\]|\\[\s\S]|'\\'')*(?:'|$)|${IN_JSON}|[^\s'"^]\S*)`;
/** PowerShell escapes by a backtick, or by writing a quote twice. */
const POWERSHELL = "(?:\"(?:[^\"`]|`[^]|\"\")*(?:\"|$)|'(?:[^']|'')*(?:'|$))";
const CURL = String.raw`\s(?:--data(?:-raw|-binary|-ascii|-urlencode)?|--json|--form(?:-string)?|-d|-F)`;

/** Each has what announces the body in its first group and the body in its second. */
const BODIES = [
  new RegExp(String.raw`(${CURL}(?:\s{1,9}|=)?)(${ARGUMENT})`, "g"),
  new RegExp(`(\\s-Body\\s{1,9}(?:\\(\\[[^"'\n]{0,99})?)(${POWERSHELL})`, "gi"),
  new RegExp(String.raw`(\bbody["']?\s{0,9}:\s{0,9})(${IN_JSON}|'(?:[^'\\]|\\[\s\S])*(?:'|$))`, "g"),
  new RegExp(String.raw`("postData"\s{0,9}:\s{0,9}\{[^{}]{0,999}?"text"\s{0,9}:\s{0,9})(${IN_JSON})`, "g"),
];

/**
 * Finds the bodies of requests: in commands that browsers copy (`curl`, PowerShell, `fetch`) and in HAR files. No
 * signature covers a body, and it can hold a prompt.
 */
export function bodiesIn(text: string): Part[] {
  if (text.length > LONGEST) return [];
  return BODIES.flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ({ index, 1: name = "", 2: body = "" }) => ({
      start: index + name.length,
      end: index + name.length + body.length,
    })),
  );
}
