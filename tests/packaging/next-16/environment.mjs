import { build, checkPaths, copyRoutes, ROUTES } from "../next/routes.mjs";

export const environments = [
  {
    id: "next-16",
    title: "Next.js 16 (Turbopack): the same, built for production, and in development",
    pins: ["next"],
    async run(project) {
      copyRoutes(project);
      await build(project);
      await checkPaths(project, "start", ROUTES);
      await checkPaths(project, "dev", ROUTES);
    },
  },
];
