import { withoutPrototype } from "../members.js";
import { answerOf, common } from "./answers.js";

const WORDS = ["This ", "is ", "the ", "test ", "authority."];

/** A model's answer as the Responses API streams it, in several pieces. */
export function streamedResponse(): Response {
  const id = `resp_${crypto.randomUUID()}`;
  const pieces = eventsOf(id).map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  const encoder = new TextEncoder();
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const piece = pieces.shift();
    if (piece === undefined) controller.close();
    else controller.enqueue(encoder.encode(piece));
  };
  const body = new ReadableStream<Uint8Array>(withoutPrototype({ pull }));
  return answerOf(body, 200, common("text/event-stream"));
}

function eventsOf(id: string): readonly { type: string }[] {
  const text = WORDS.join("");
  const begun = { id: "msg_1", type: "message", role: "assistant", status: "in_progress", content: [] };
  const item = { ...begun, status: "completed", content: [{ type: "output_text", text, annotations: [] }] };
  const place = { item_id: begun.id, output_index: 0, content_index: 0 };
  const deltas = WORDS.map((delta) => ({ type: "response.output_text.delta", ...place, delta }));
  const completed = { id, status: "completed", output: [item], usage: USAGE };
  return [
    { type: "response.created", response: { id, status: "in_progress" } },
    { type: "response.output_item.added", output_index: 0, item: begun },
    ...deltas,
    { type: "response.output_item.done", output_index: 0, item },
    { type: "response.completed", response: completed },
  ] as readonly { type: string }[];
}

const USAGE = {
  input_tokens: 1,
  input_tokens_details: null,
  output_tokens: WORDS.length,
  output_tokens_details: null,
  total_tokens: 1 + WORDS.length,
};
