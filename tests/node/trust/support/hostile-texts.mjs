/** Texts that make an extractor keep as much as it can, each larger than its budget. */
const LONG = "x".repeat(8192);
const HEADER = `AgentAssertion eyJ${"x".repeat(8000)}`;
const numbered = (count, make) => Array.from({ length: count }, (_, at) => make(at)).join("");
const url = (at) => `https://a.example/${at}/${"y".repeat(2000)}`;

export const HOSTILE = {
  "one request with a thousand assertions": `{"a":{"url":"${LONG}","method":"${LONG}","authorization":[${'"AgentAssertion ",'.repeat(1023)}`,
  "many requests with long assertions in one record": `{"a":[${`{"url":"https://a.example/${LONG}","authorization":"${HEADER}"},`.repeat(12)}`,
  "many URLs and methods": `{"a":[${numbered(100, (at) => `{"url":"${url(at)}","method":"M${at}","authorization":"${HEADER.slice(0, 300)}"},`)}`,
  "many open requests, one inside the other": numbered(
    100,
    (at) => `{"url":"${url(at)}","authorization":["${HEADER.slice(0, 300)}",`,
  ),
  "a list of headers": `{"headers":[${`{"name":"authorization","value":"${HEADER}"},{"name":"host","value":"${LONG}"},`.repeat(12)}`,
  "a URL at every level": `{"url":"https://a.example/${LONG}","a":`.repeat(30),
  "nested JSON": '[{"aaaaaaaa":'.repeat(20_000),
  "a long request line and many headers": `GET https://a.example/${LONG}\n${"authorization:AgentAssertion x\n".repeat(600)}`,
  "an assertion in a string that does not end": `{"msg":"${HEADER} ${LONG.repeat(20)}`,
  "a call that does not end": `fetch("https://a.example/${LONG}", {\n  authorization: "${HEADER}",\n${`  (${LONG}\n`.repeat(20)}`,
  "a command that does not end": `curl 'https://a.example/${LONG}' \\\n`.repeat(20),
  "a token of escapes": `AgentAssertion ${"\\u0065".repeat(20_000)}`,
  "a line that does not end": LONG.repeat(30),
  "a line of JSON that does not end": `{"a":"${LONG.repeat(30)}`,
};
