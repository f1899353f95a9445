/** A run of text that shows itself, or one character that would not. */
export type Run = { readonly text: string } | { readonly invisible: number };

// Controls, formatting and bidi characters, odd spaces, halves of surrogates, unassigned and private ones.
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;

export function visibleRuns(text: string): Run[] {
  const runs: Run[] = [];
  let done = 0;
  for (const { 0: found, index } of text.matchAll(INVISIBLE)) {
    if (index > done) runs.push({ text: text.slice(done, index) });
    runs.push({ invisible: found.codePointAt(0) ?? 0 });
    done = index + found.length;
  }
  if (done < text.length) runs.push({ text: text.slice(done) });
  return runs;
}

export const codePointName = (codePoint: number) =>
  `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;

/** Returns the same as one text, for attributes, which cannot hold markup. */
export const visibleText = (text: string) =>
  visibleRuns(text)
    .map((run) => ("text" in run ? run.text : codePointName(run.invisible)))
    .join("");
