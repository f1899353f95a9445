import init, {
  AgentIdentity,
  AgentIdentityError,
  type AgentIdentityErrorCode,
  AgentKey,
  AgentPublicKey,
  type Assertion,
  type HttpRequest,
  initSync,
  isAgentIdentityError,
  type RegisteredAgentTask,
  sealTaskId,
  verifyAssertion,
  verifyAssertions,
  verifyTaskRegistration,
} from "agent-identity-wasm";
import * as slim from "agent-identity-wasm/slim";

export const loaded: Promise<void>[] = [
  init(),
  slim.init(new Uint8Array(8)),
  slim.default(new ArrayBuffer(8)),
];
initSync();

const key: AgentKey = AgentKey.fromPkcs8(AgentKey.generate().exportPkcs8());
const identity = new AgentIdentity("agent-1", key);
const header: string = identity.authorizationHeader("task-1", { now: new Date() });
const assertion: Assertion = verifyAssertion(header, key.publicKey, { maxAgeSeconds: 60 });
const bytes: Uint8Array = assertion.signature;

const request: HttpRequest = identity.taskRegistrationRequest({
  externalTaskRef: "thread-1",
  endpoints: "staging",
});
const { externalTaskRef } = verifyTaskRegistration(request.body ?? "", "agent-1", key.publicKey);
const reference: string | undefined = externalTaskRef;
const sealed = { encrypted_task_id: sealTaskId("task-1", AgentPublicKey.parse(key.publicKey.toSsh())) };
const task: RegisteredAgentTask = identity.readTaskRegistrationResponse(sealed);

for (const verdict of verifyAssertions([header], key.publicKey)) {
  const text: string = verdict.ok ? verdict.assertion.taskId : verdict.error.code;
  text.trim();
}

export function codeOf(error: unknown): AgentIdentityErrorCode | undefined {
  if (error instanceof AgentIdentityError) return error.code;
  if (isAgentIdentityError(error, "timestamp_expired")) {
    const narrowed: "timestamp_expired" = error.code;
    return narrowed;
  }
  return undefined;
}

identity[Symbol.dispose]();
key.free();

// If anything here were `any`, its line would not be an error, and the unused expectation would be one.

// @ts-expect-error
new AgentKey();
// @ts-expect-error
AgentKey.fromPkcs8(7);
// @ts-expect-error
new AgentIdentity("agent-1");
// @ts-expect-error
verifyAssertion(header, "a key");
// @ts-expect-error
init(new Uint8Array(8), "one argument too many");
// @ts-expect-error
assertion.noSuchMember;
// @ts-expect-error
export const code: AgentIdentityErrorCode = "no_such_code";
// @ts-expect-error
export const codeOfError: number = ({} as AgentIdentityError).code;
// @ts-expect-error
export const headerOfIdentity: number = identity.authorizationHeader("task-1");
// @ts-expect-error
export const taskIdOfTask: number = task.taskId;
// @ts-expect-error
export const urlOfRequest: number = request.url;

export const used = [bytes, reference];
