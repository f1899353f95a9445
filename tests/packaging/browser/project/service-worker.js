import * as api from "./node_modules/agent-identity-wasm/dist/index.js";
import { scenario } from "./scenario.mjs";

const answer = async () => {
  try {
    return await scenario(api);
  } catch (error) {
    return { threw: String(error) };
  }
};

self.onmessage = ({ source }) => answer().then((result) => source.postMessage(result));
