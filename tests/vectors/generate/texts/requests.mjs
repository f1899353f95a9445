// Where a request went, how, when, and what came back: as browsers copy it, and as logs write it.
import { HEADER, none, plain } from "./row.mjs";

const URL_X = "https://a.example/x";
const post = { url: URL_X, method: "POST" };
const get = { url: URL_X, method: "GET" };
const at = (time) => ({ sent_at: Date.parse(time) });
const SENT = "2026-11-26T00:41:39Z";
const JUST = Date.parse(SENT);

/** The row with the line in which its one header stands. */
const atItsLine = ({ found: [{ header, ...rest }], text, ...row }) => ({
  ...row,
  text,
  found: [{ header, line: text.split(header)[0].split("\n").length, ...rest }],
});

const copies = [
  plain(
    "copied as cURL (cmd)",
    'curl ^"https://a.example/x?a=1^&b=%^20^" ^\r\n  -H ^"accept: */*^" ^\r\n  -H ^"authorization: §^" ^\r\n  -H ^"origin: https://page.example^" ^\r\n  -H ^"referer: https://page.example/^" ^\r\n  --data-raw ^"^{^\\^"url^\\^":^\\^"https://b.example^\\^"^}^"\r\n',
    { url: "https://a.example/x?a=1&b=%20", method: "POST" },
  ),
  plain("copied as cURL (cmd) on one line", 'curl ^"https://a.example/x^" -H ^"authorization: §^"', get),
  plain("the older form for cmd", 'curl "https://a.example/x" -H "authorization: §" --compressed', get),
  plain(
    "copied as cURL (bash)",
    "curl 'https://a.example/x' \\\n  -X 'PUT' \\\n  -H 'authorization: §' \\\n  -H 'referer: https://page.example/' \\\n  --data-raw '{\"method\":\"tools/call\"}'\n",
    { url: URL_X, method: "PUT" },
  ),
  plain(
    "curl with the URL last",
    "curl -s -H 'referer: https://page.example/' -H 'authorization: §' -d '{\"callback\":\"https://b.example\"}' https://a.example/x",
    post,
  ),
  plain("curl with --json", "$ curl --json '{}' -H 'authorization: §' https://a.example/x", post),
  plain("curl -I", "curl -I -H 'authorization: §' https://a.example/x", { url: URL_X, method: "HEAD" }),
  plain(
    "curl with --request=",
    "curl --request=DELETE --url https://a.example/x --header 'authorization: §'",
    {
      url: URL_X,
      method: "DELETE",
    },
  ),
  plain(
    "PowerShell",
    '$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\nInvoke-WebRequest -UseBasicParsing -Uri "https://a.example/x" `\n-Method "POST" `\n-WebSession $session `\n-Headers @{\n"authority"="a.example"\n  "method"="POST"\n  "origin"="https://page.example"\n  "authorization"="§"\n} `\n-ContentType "application/json" `\n-Body "{}"\n',
    post,
  ),
  plain(
    "PowerShell without a method",
    'Invoke-RestMethod -Uri "https://a.example/x" -Headers @{ Authorization = "§" }',
    get,
  ),
  plain(
    "fetch over several lines",
    'fetch("https://a.example/x", {\n  "headers": {\n    "accept": "*/*",\n    "authorization": "§"\n  },\n  "referrer": "https://page.example/",\n  "body": "{\\"x\\":1}",\n  "method": "POST"\n});\n',
    post,
  ),
  plain(
    "fetch without a method",
    'await fetch("https://a.example/x", { headers: { authorization: "§" } });',
    get,
  ),
  plain(
    "requests of Python",
    "requests.post(\n    'https://a.example/x',\n    headers={'Authorization': '§'},\n)\n",
    post,
  ),
  plain(
    "headers of Python, sent later",
    "headers = {\n    'authorization': '§',\n}\n\nresponse = requests.post('https://a.example/x', headers=headers)\n",
    post,
  ),
  plain(
    "Go",
    'req, err := http.NewRequest("POST", "https://a.example/x", body)\nreq.Header.Set("Authorization", "§")\n',
    post,
  ),
  plain(
    "C#",
    'var request = new HttpRequestMessage(HttpMethod.Post, "https://a.example/x");\nrequest.Headers.Add("Authorization", "§");\n',
    post,
  ),
  plain(
    "Java",
    'HttpRequest.newBuilder()\n    .uri(URI.create("https://a.example/x"))\n    .header("Authorization", "§")\n    .POST(body)\n    .build();\n',
    post,
  ),
  plain("HTTPie", "http POST https://a.example/x authorization:'§'", post),
  plain("wget", "wget --method=POST --header='authorization: §' https://a.example/x", post),
  plain("wget without a method", "wget --header='authorization: §' https://a.example/x", get),
  plain("hurl", "POST https://a.example/x\nauthorization: §\nHTTP 200\n", post),
  plain(
    "pseudo-headers of HTTP/2",
    ":authority: a.example\n:method: POST\n:path: /x\n:scheme: https\naccept: */*\nauthorization: §\n",
    post,
  ),
];

const logs = [
  plain("comma-separated", "POST,https://a.example/x,§", post),
  plain("semicolon-separated", "POST;https://a.example/x;§", post),
  plain("tab-separated", "POST\thttps://a.example/x\t§", post),
  plain("comma-separated, in quotes", '"POST","https://a.example/x","§"', post),
  plain("comma-separated, the URL first", "https://a.example/x,POST,§", post),
  plain(
    "url.full",
    '{"http.request.method":"POST","url.full":"https://a.example/x","authorization":"§"}',
    post,
  ),
  plain(
    "url.full, nested",
    '{"http":{"request":{"method":"POST","headers":{"authorization":"§"}}},"url":{"full":"https://a.example/x"}}',
    post,
  ),
  plain(
    "url.raw",
    '{"req":{"method":"POST","headers":{"authorization":"§"},"url":{"raw":"https://a.example/x"}}}',
    post,
  ),
  plain("path beside a host", '{"host":"a.example","path":"/x","method":"POST","authorization":"§"}', post),
  plain(
    "pseudo-headers in JSON",
    '{":authority":"a.example",":path":"/x",":method":"POST",":scheme":"https","authorization":"§"}',
    post,
  ),
  plain(
    "logfmt",
    'time=2026-11-26T00:41:39Z level=info method=POST url=https://a.example/x status=401 authorization="§"',
    {
      ...post,
      ...at(SENT),
      status: 401,
    },
  ),
  plain(
    "attributes of OpenTelemetry",
    '{"startTimeUnixNano":"1795653699000000000","attributes":[{"key":"http.request.method","value":{"stringValue":"POST"}},{"key":"url.full","value":{"stringValue":"https://a.example/x"}},{"key":"http.response.status_code","value":{"intValue":"401"}},{"key":"http.request.header.authorization","value":{"arrayValue":{"values":[{"stringValue":"§"}]}}}]}',
    { ...post, ...at(SENT), status: 401 },
  ),
  plain(
    "JSON inside JSON",
    '{"msg":"{\\"authorization\\":\\"§\\",\\"url\\":\\"https://a.example/x\\",\\"method\\":\\"POST\\"}"}',
    post,
  ),
  plain(
    "a command in JSON",
    '{"time":"2026-11-26T00:41:39Z","msg":"curl -d x https://a.example/x -H \'authorization: §\'"}',
    { ...post, ...at(SENT) },
  ),
  plain(
    "the status of an answer",
    '{"req":{"method":"POST","url":"/x","headers":{"authorization":"§"}},"res":{"statusCode":403}}',
    {
      url: "/x",
      method: "POST",
      status: 403,
    },
  ),
  plain(
    "the combined log format",
    '1.2.3.4 - - [26/Nov/2026:02:41:39 +0200] "POST /x HTTP/1.1" 401 512 "https://page.example/" "curl/8" "§"',
    { url: "/x", method: "POST", ...at(SENT), status: 401 },
  ),
  plain("a request line", "POST /x HTTP/1.1\r\nHost: a.example\r\nAuthorization: §\r\n\r\n", {
    url: "/x",
    method: "POST",
  }),
  plain(
    "a byte order mark before JSON",
    '\ufeff{"url":"https://a.example/x","method":"POST","authorization":"§"}',
    post,
  ),
  atItsLine({
    name: "a HAR file",
    text: JSON.stringify(
      {
        log: {
          entries: [
            {
              startedDateTime: "2026-11-26T02:41:39.250+02:00",
              time: 12.5,
              request: { method: "POST", url: URL_X, headers: [{ name: "authorization", value: HEADER }] },
              response: {
                status: 401,
                headers: [{ name: "www-authenticate", value: 'AgentAssertion realm="g"' }],
              },
            },
          ],
        },
      },
      null,
      2,
    ),
    found: [{ header: HEADER, entry: 0, ...post, sent_at: JUST + 250, status: 401 }],
    valid: true,
  }),
];

const TIMES = {
  "RFC 3339": ["2026-11-26T00:41:39Z §", JUST],
  "RFC 3339 with an offset": ["2026-11-26T02:41:39.5+02:00 INFO §", JUST + 500],
  "a space and a comma": ["2026-11-26 00:41:39,123 DEBUG §", JUST + 123],
  "in brackets": ["[2026-11-26 00:41:39] [info] §", JUST],
  "RFC 9110": ["< date: Thu, 26 Nov 2026 00:41:39 GMT; §", JUST],
  "RFC 850": ["Thursday, 26-Nov-26 00:41:39 GMT §", JUST],
  asctime: ["Thu Nov 26 00:41:39 2026 §", JUST],
  seconds: ['{"ts":1795653699,"authorization":"§"}', JUST],
  "seconds with a fraction": ['{"ts":1795653699.25,"authorization":"§"}', JUST + 250],
  milliseconds: ['{"time":1795653699250,"authorization":"§"}', JUST + 250],
  microseconds: ['{"t":1795653699250000,"authorization":"§"}', JUST + 250],
  nanoseconds: ['{"timeUnixNano":"1795653699250000000","authorization":"§"}', JUST + 250],
  "@timestamp": ['{"@timestamp":"2026-11-26T00:41:39.250Z","message":"authorization: §"}', JUST + 250],
  observedTimestamp: ['{"observedTimestamp":1795653699250,"h":{"authorization":"§"}}', JUST + 250],
};

const times = Object.entries(TIMES).map(([name, [text, sent_at]]) =>
  plain(`time: ${name}`, text, { sent_at }),
);

const DURATIONS = ['{"time":12,"authorization":"§"}', '{"time":"fast","authorization":"§"}', "12:41:39 §"];
const noTimes = DURATIONS.map((text, index) => plain(`no time: ${index + 1}`, text));

const challenges = [
  ["HAR", '{"name":"www-authenticate","value":"AgentAssertion realm=\\"g\\""}'],
  ["HAR, the value first", '{"value":"AgentAssertion realm=\\"g\\"","name":"WWW-Authenticate"}'],
  ["a header line", 'WWW-Authenticate: AgentAssertion realm="g", error="invalid_token"'],
  ["verbose curl", '< www-authenticate: AgentAssertion realm="g"'],
  ["a proxy", 'proxy-authenticate: AgentAssertion error="invalid_token", error_description="expired"'],
  ["another spelling", '{"wwwAuthenticate":"AgentAssertion realm=\\"g\\""}'],
  ["a list", '{"WWW_Authenticate":["AgentAssertion error=invalid_token"]}'],
].map(([name, text]) => none(`a challenge: ${name}`, text));

export const requests = [...copies, ...logs, ...times, ...noTimes, ...challenges];
