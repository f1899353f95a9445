import type { Report, Status } from "./report.js";

/** The verdict on what is in the text box. */
export interface VerdictDetail {
  /** `unverified`: nothing was entered, or it could not be judged, for want of a key for example. */
  readonly status: Status;
  /** The code of the refusal, as in `AgentIdentityError`. */
  readonly code?: string;
}

export const verdictOf = ({ status, code }: Report): VerdictDetail =>
  code === undefined ? { status } : { status, code };
