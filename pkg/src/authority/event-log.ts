import { redactSecrets } from "agent-identity-wasm";

/** One request and how it was answered. It holds no header and no body, and what looks like a secret is redacted. */
export interface AuthorityEvent {
  /** When the request came, in milliseconds since 1970 by the authority's clock. */
  at: number;
  /** The method of RFC 9110. */
  method: string;
  /** The path as it was sent, without the query. */
  path: string;
  /** `agent`, `task`, `jwks`, `responses` or `whoami`; missing if the answer was 404. */
  route?: string;
  /** The status of the answer; 0 if there was none, because of a reset or a hang. */
  status: number;
  /** The agent that was registered by the request, or that signed it. Missing if the signature was not valid. */
  agentRuntimeId?: string;
  /** The task that was registered by the request, or that its assertion names. */
  taskId?: string;
  /** The reference that the task was registered for. */
  externalTaskRef?: string;
  /** The error's code; `test_failure`, `reset`, `hang` or `cut` if `fail` asked for it. */
  code?: string;
}

const MAX_EVENTS = 10_000;

/**
 * Keeps the last events, oldest first.
 * @internal
 */
export class EventLog {
  #events: AuthorityEvent[] = [];
  readonly #listener: ((event: AuthorityEvent) => void) | undefined;

  constructor(listener: ((event: AuthorityEvent) => void) | undefined) {
    this.#listener = listener;
  }

  get events(): readonly AuthorityEvent[] {
    return this.#events.slice(-MAX_EVENTS);
  }

  add(event: AuthorityEvent): void {
    const redacted = Object.freeze(redact(event));
    this.#events.push(redacted);
    // The array is cut once in a while: cutting it for each event would move all of it each time.
    if (this.#events.length >= 2 * MAX_EVENTS) this.#events = this.#events.slice(-MAX_EVENTS);
    try {
      this.#listener?.(redacted);
    } catch {
      // A log that fails must not change an answer.
    }
  }
}

const MAX_TEXT_LENGTH = 2_048;

/** A test may by mistake use a key or a token as an id. */
function redact(event: AuthorityEvent): AuthorityEvent {
  const texts = Object.entries(event).filter((entry) => typeof entry[1] === "string");
  return { ...event, ...Object.fromEntries(texts.map((entry) => [entry[0], withoutSecrets(entry[1])])) };
}

function withoutSecrets(text: string): string {
  if (text.length > MAX_TEXT_LENGTH) return `[${text.length} characters]`;
  try {
    return redactSecrets(text);
  } catch {
    return "[not a text]"; // half of a surrogate pair
  }
}
