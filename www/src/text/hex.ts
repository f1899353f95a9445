/** Hexadecimal digits in groups of four bytes. */
export function hexGroups(bytes: Uint8Array): string[] {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.match(/.{1,8}/g) ?? [];
}
