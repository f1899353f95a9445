import { reportResult } from "./scenario.mjs";

reportResult(answerOfServiceWorker());

async function answerOfServiceWorker() {
  const { serviceWorker } = navigator;
  const answer = new Promise((resolve) => {
    serviceWorker.onmessage = ({ data }) => resolve(data);
  });
  await serviceWorker.register("service-worker.js", { type: "module" });
  const { active } = await serviceWorker.ready;
  active.postMessage("start");
  return answer;
}
