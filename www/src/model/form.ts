/** Everything that the user can set, as it was typed. */
export interface Form {
  readonly text: string;
  readonly publicKey: string;
  readonly clock: "now" | "given";
  readonly time: string;
  readonly maxAgeSeconds: string;
  readonly maxSkewSeconds: string;
  readonly expectedAgentRuntimeId: string;
  readonly expectedTaskId: string;
}

export const emptyForm: Form = {
  text: "",
  publicKey: "",
  clock: "now",
  time: "",
  maxAgeSeconds: "300",
  maxSkewSeconds: "300",
  expectedAgentRuntimeId: "",
  expectedTaskId: "",
};

/** The names of the members that are text boxes. */
export const TEXT_BOXES = [
  "text",
  "publicKey",
  "time",
  "maxAgeSeconds",
  "maxSkewSeconds",
  "expectedAgentRuntimeId",
  "expectedTaskId",
] as const;
