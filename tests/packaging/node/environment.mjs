import { majors, nodeProgram, quickMajor, versionOfNode } from "../lib/nodes.mjs";

const forms = [
  { form: "esm", title: "import", main: "main.mjs" },
  { form: "cjs", title: "require", main: "main.cjs" },
];

export const environments = majors.flatMap((major) =>
  forms.map(({ form, title, main }) => ({
    id: `node-${major}-${form}`,
    title: `Node.js ${major}, ${title}`,
    versions: [`Node ${versionOfNode(major)}`],
    quick: major === quickMajor,
    async run(project) {
      const printed = await project.exec(await nodeProgram(major), [main]);
      project.check(printed, { inspectors: ["util"] });
    },
  })),
);
