const VERSIONS = [
  { jest: "jest-29", environment: "jest-environment-jsdom-29" },
  { jest: "jest", environment: "jest-environment-jsdom" },
];

export const environments = [
  {
    id: "jest-jsdom",
    title: "Jest 29 and 30 with jsdom, without TextDecoder, crypto.subtle and structuredClone",
    pins: VERSIONS.map(({ jest }) => jest),
    async run(project) {
      for (const { jest, environment } of VERSIONS) {
        const printed = await project.node(`node_modules/${jest}/bin/jest.js`, "--env", environment);
        project.check(printed, { inspectors: ["util"], structuredClone: false, absent: ["crypto.subtle"] });
      }
    },
  },
];
