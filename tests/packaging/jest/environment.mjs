const versions = [
  { major: 29, jest: "jest-29", environment: "jest-environment-jsdom-29" },
  { major: 30, jest: "jest", environment: "jest-environment-jsdom" },
];

export const environments = versions.map(({ major, jest, environment }) => ({
  id: `jest-${major}-jsdom`,
  title: `Jest ${major} with jsdom, without TextDecoder, crypto.subtle and structuredClone`,
  pins: [jest],
  async run(project) {
    const printed = await project.node(`node_modules/${jest}/bin/jest.js`, "--env", environment);
    project.check(printed, { inspectors: ["util"], structuredClone: false, absent: ["crypto.subtle"] });
  },
}));
