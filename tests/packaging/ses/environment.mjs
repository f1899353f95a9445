export const environments = [
  {
    id: "ses",
    title: "SES: in a compartment after lockdown",
    pins: ["ses"],
    quick: true,
    async run(project) {
      project.check(await project.node("main.cjs"));
    },
  },
];
