import { AgentPublicKey, AssertionExtractor } from "agent-identity-wasm";
import { RowJudge } from "./judge-rows.js";
import type { Job, News } from "./messages.js";
import { Reading } from "./reading.js";
import { redacted } from "./redacted.js";

const BATCH = 250;

const tell = (news: News) => postMessage(news);

addEventListener("message", ({ data }: MessageEvent<Job>) => {
  const reading = new Reading(data.file);
  work(data, reading).then(
    () => tell({ kind: "done", isHar: reading.isHar }),
    (error) =>
      tell({
        kind: "failed",
        message: String(error?.message ?? error),
        isDamagedGzip: reading.isGzip && error instanceof TypeError,
      }),
  );
});

async function work({ keys, options, ignoreAge }: Job, reading: Reading) {
  const judge = new RowJudge(
    keys.map((key) => AgentPublicKey.parse(key)),
    options,
    ignoreAge,
  );
  const extractor = new AssertionExtractor();
  const judged = (found: ReturnType<typeof extractor.push>) => {
    for (let start = 0; start < Math.max(found.length, 1); start += BATCH) {
      const rows = judge.judge(found.slice(start, start + BATCH)).map(redacted);
      tell({ kind: "rows", rows, bytes: reading.bytes });
    }
  };
  await reading.eachPiece((piece) => judged(extractor.push(piece)));
  judged(extractor.finish());
}
