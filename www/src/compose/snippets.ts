import type { Composed } from "./requests.js";

export const FORMS = ["header", "curl", "fetch", "rust"] as const;
export type Form = (typeof FORMS)[number];

/** A request as text to copy. */
export const snippet: Record<Form, (request: Composed) => string> = {
  header: ({ headers, body }) =>
    [
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      ...(body ? ["", body] : []),
    ].join("\n"),

  curl: ({ url, method, headers, body }) =>
    [
      `curl -X ${method} ${shell(url)}`,
      ...Object.entries(headers).map(([name, value]) => `-H ${shell(`${name}: ${value}`)}`),
      ...(body ? [`--data-raw ${shell(body)}`] : []),
    ].join(" \\\n  "),

  fetch: ({ url, method, headers, body }) =>
    `const response = await fetch(${JSON.stringify(url)}, ${JSON.stringify({ method, headers, ...(body ? { body } : {}) }, null, 2)});\n`,

  rust: ({ url, method, headers, body }) =>
    [
      '// reqwest = "0.12"',
      "let response = reqwest::Client::new()",
      `    .${method.toLowerCase()}(${rust(url)})`,
      ...Object.entries(headers).map(([name, value]) => `    .header(${rust(name)}, ${rust(value)})`),
      ...(body ? [`    .body(${rust(body)})`] : []),
      "    .send()",
      "    .await?;",
      "",
    ].join("\n"),
};

/** Quoted for a POSIX shell. */
const shell = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

const rust = (text: string) =>
  `"${text.replaceAll(/["\\]/g, "\\$&").replaceAll(/\p{Cc}/gu, (c) => `\\u{${c.charCodeAt(0).toString(16)}}`)}"`;
