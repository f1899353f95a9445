import { reportResult } from "./scenario.mjs";

reportResult(answerOfWorklet());

async function answerOfWorklet() {
  const context = new OfflineAudioContext(1, 128, 44100);
  await context.audioWorklet.addModule("worklet.js");
  const node = new AudioWorkletNode(context, "package");
  const answer = new Promise((resolve) => {
    node.port.onmessage = ({ data }) => resolve(data);
  });
  await context.startRendering();
  return answer;
}
