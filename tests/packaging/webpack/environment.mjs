import { printedBy } from "../lib/chromium.mjs";
import { serving } from "../lib/serve.mjs";

const targets = [
  { target: "web", title: "webpack for a page", html: "page.html" },
  { target: "webworker", title: "webpack for a web worker", html: "worker.html" },
];

export const environments = targets.map(({ target, title, html }) => ({
  id: `webpack-${target}`,
  title,
  pins: ["webpack"],
  browser: true,
  quick: true,
  async run(project) {
    await project.bin("webpack", "./main.js", "--mode", "production", "--target", target);
    project.check(await serving(project.folder, (url) => printedBy(url + html)));
  },
}));
