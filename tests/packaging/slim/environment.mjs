import { printedBy, withWideArithmetic } from "../lib/chromium.mjs";
import { checkReports } from "../lib/result.mjs";
import { serving } from "../lib/serve.mjs";

const before = {
  call: "not_initialized",
  initSync: "not_initialized",
  init: "not_initialized",
  rubbish: "wasm_invalid",
};

const fromNode = (form, main) => ({
  id: `slim-node-${form}`,
  title: `slim in Node.js, ${form === "esm" ? "import" : "require"}, from the bytes of the file`,
  versions: [`Node ${process.versions.node}`],
  quick: true,
  async run(project) {
    const expected = project.expected({ inspectors: ["util"], absent: ["gateway"] });
    checkReports(await project.node(main), { before, ...expected });
  },
});

export const environments = [
  fromNode("esm", "main.mjs"),
  fromNode("cjs", "main.cjs"),
  {
    id: "slim-browser",
    title: "slim in a page, from a URL, a Request, a Response and a module that an iframe compiled",
    browser: true,
    quick: true,
    async run(project) {
      const expected = { before, ...project.expected({ absent: ["gateway"] }) };
      await serving(project.folder, async (url) => {
        for (const source of ["url", "request", "response", "iframe"]) {
          checkReports(await printedBy(`${url}?${source}`), expected);
        }
      });
    },
  },
  {
    id: "slim-wide",
    title: "slim in a page, from agent_identity_wide.wasm, where wideArithmetic() is true",
    browser: true,
    quick: true,
    async run(project) {
      const expected = { before, ...project.expected({ absent: ["gateway"] }) };
      await serving(project.folder, (url) =>
        withWideArithmetic(async (browser) =>
          checkReports(await printedBy(`${url}?wide`, browser), expected),
        ),
      );
    },
  },
];
