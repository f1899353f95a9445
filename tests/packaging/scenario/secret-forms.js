/** The 32 secret bytes as they might show up in a text. */
export function secretForms(pkcs8) {
  const bytes = Array.from(atob(pkcs8), (character) => character.charCodeAt(0)).slice(16, 48);
  return [
    // The characters that encode only these bytes, if the whole PKCS#8 is encoded.
    pkcs8.slice(22, 63),
    btoa(String.fromCharCode(...bytes)).slice(0, 42),
    bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(""),
    bytes.join(","),
    bytes.join(", "),
  ];
}
