// Runs in Node.js and in pages. It returns what a copy of the package makes of the tables of tests/vectors, and of some
// thousand signatures, as plain values that can be compared.

export function judgeTables(api, { headers, keys, registrations, agents }) {
  const { AgentKey, AgentPublicKey, verifyAssertion, verifyTaskRegistration } = api;
  const outcome = (work) => {
    try {
      return work();
    } catch (error) {
      return error.code ?? String(error);
    }
  };
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const options = (row) => ({
    now: row.now_ms ?? Date.parse(headers.now),
    maxAgeSeconds: row.max_age_seconds,
    maxSkewSeconds: row.max_skew_seconds,
  });
  const keyOf = (row, table) => AgentPublicKey.parse(row.public_key ?? table.public_key);
  return {
    headers: headers.cases.map((row) =>
      outcome(() => verifyAssertion(row.header, keyOf(row, headers), options(row)).signedText),
    ),
    public: keys.public.map(({ source }) => outcome(() => hex(AgentPublicKey.parse(source).toBytes()))),
    private: keys.private
      .filter(({ encoding }) => encoding === "text")
      .map(({ source }) => outcome(() => hex(AgentKey.fromPkcs8(source).publicKey.toBytes()))),
    registrations: registrations.cases.map((row) =>
      outcome(() => {
        const window = { ...options(row), now: row.now_ms };
        return verifyTaskRegistration(row.body, row.agent_runtime_id, keyOf(row, registrations), window);
      }),
    ),
    signatures: agents.map((agent) => judgeAgent(api, agent)),
  };
}

/** Signs and verifies as often as it takes until every table is made: see docs/benchmarks. */
function judgeAgent(
  { AgentIdentity, AgentKey, isSignedBy, parseAssertion, verifyAssertion },
  { pkcs8, count },
) {
  const identity = new AgentIdentity("agent-1", AgentKey.fromPkcs8(pkcs8));
  const { publicKey } = identity;
  return Array.from({ length: count }, (_, index) => {
    const header = identity.authorizationHeader(`task-${index}`, { now: 0 });
    const { signature, ...rest } = verifyAssertion(header, publicKey, { now: 0 });
    const changed = signature.map((byte, place) => (place === index % 64 ? byte ^ (1 << (index % 8)) : byte));
    const accepted = isSignedBy({ ...parseAssertion(header), signature: changed }, publicKey);
    return [header, rest.taskId, accepted];
  });
}
