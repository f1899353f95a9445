// The whole job as the hand-written copies do it, around whatever signs or verifies.

export const AGENT = "agent-runtime-0001";

/** From task id to header. */
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

/** From header to verdict, with as little as a copy can get away with: signature and age. */
export function verdictBy(codec, verify) {
  return (header) => {
    const envelope = JSON.parse(codec.fromBase64Url(header.slice("AgentAssertion ".length)));
    const age = Date.now() - Date.parse(envelope.timestamp);
    if (Math.abs(age) > 300_000) return false;
    const text = `${envelope.agent_runtime_id}:${envelope.task_id}:${envelope.timestamp}`;
    return verify(codec.utf8(text), codec.fromBase64(envelope.signature));
  };
}
