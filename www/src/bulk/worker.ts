import { AgentPublicKey, AssertionExtractor } from "agent-identity-wasm";
import { RowJudge } from "./judge-rows.js";
import type { Job, News } from "./messages.js";

const BATCH = 250;

const tell = (news: News) => postMessage(news);

addEventListener("message", ({ data }: MessageEvent<Job>) => {
  work(data).then(
    () => tell({ kind: "done" }),
    (error) => tell({ kind: "failed", message: String(error?.message ?? error) }),
  );
});

async function work({ file, keys, options, ignoreAge }: Job) {
  const judge = new RowJudge(
    keys.map((key) => AgentPublicKey.parse(key)),
    options,
    ignoreAge,
  );
  const extractor = new AssertionExtractor();
  const judged = (found: ReturnType<typeof extractor.push>, bytes: number) => {
    for (let start = 0; start < Math.max(found.length, 1); start += BATCH) {
      const rows = judge.judge(found.slice(start, start + BATCH));
      tell({ kind: "rows", rows, bytes });
    }
  };
  let bytes = 0;
  const reader = file.stream().getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    bytes += next.value.length;
    judged(extractor.push(next.value), bytes);
  }
  judged(extractor.finish(), bytes);
}
