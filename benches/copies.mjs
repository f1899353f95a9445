// Signs and verifies headers as hand-written copies of the protocol do, with a given function for signatures.

export const AGENT = "agent-runtime-0001";

/** Returns a function that makes a header from a task id. */
export function headerBy(codec, sign) {
  const finish = (taskId, timestamp, signature) => {
    const envelope = {
      agent_runtime_id: AGENT,
      signature: codec.toBase64(signature),
      task_id: taskId,
      timestamp,
    };
    return `AgentAssertion ${codec.toBase64Url(JSON.stringify(envelope))}`;
  };
  return (taskId) => {
    const timestamp = `${new Date().toISOString().slice(0, 19)}Z`;
    const signature = sign(codec.utf8(`${AGENT}:${taskId}:${timestamp}`));
    if (signature instanceof Promise)
      return signature.then((bytes) => finish(taskId, timestamp, new Uint8Array(bytes)));
    return finish(taskId, timestamp, signature);
  };
}

/** Returns a function that verifies a header with the least that a copy can check: the signature and the age. */
export function verdictBy(codec, verify) {
  return (header) => {
    const envelope = JSON.parse(codec.fromBase64Url(header.slice("AgentAssertion ".length)));
    const age = Date.now() - Date.parse(envelope.timestamp);
    if (Math.abs(age) > 300_000) return false;
    const text = `${envelope.agent_runtime_id}:${envelope.task_id}:${envelope.timestamp}`;
    return verify(codec.utf8(text), codec.fromBase64(envelope.signature));
  };
}
