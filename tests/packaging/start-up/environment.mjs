import { Failure } from "../../../scripts/lib/failure.mjs";

const ROUNDS = 20;
const WANTED = 15;

export const environments = [
  {
    id: "start-up",
    title: "a fresh Node.js, from import to first header: timed, not judged",
    versions: [`Node ${process.versions.node}`],
    alone: true,
    // Whatever else the machine does adds to it: a limit would fail on a busy day.
    async run(project) {
      const { taken, empty } = await measure(project);
      return `${taken.toFixed(1)} ms over ${empty.toFixed(1)} ms of an empty script, ${WANTED} ms are wanted`;
    },
  },
];

async function measure(project) {
  const [empty, header] = [[], []];
  // The two take turns, so that a slow moment affects both.
  for (let round = 0; round < ROUNDS; round++) {
    empty.push(await time(project, "empty.mjs", /^$/));
    header.push(await time(project, "header.mjs", /^AgentAssertion \S+$/));
  }
  return { taken: median(header) - median(empty), empty: median(empty) };
}

async function time(project, script, wanted) {
  const started = performance.now();
  const printed = await project.node(script);
  const taken = performance.now() - started;
  if (!wanted.test(printed)) throw new Failure(`${script} printed: ${printed}`);
  return taken;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
}
