import type { Job } from "./messages.js";
import { work } from "./work.js";

addEventListener("message", ({ data }: MessageEvent<Job>) =>
  work(data, { tell: (news) => postMessage(news), mayGoOn: async () => true, pieceBytes: 1 << 20 }),
);
// The page learns from this that the worker runs.
postMessage({ kind: "ready" });
