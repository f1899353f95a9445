import { build, checkPaths, copyRoutes, ROUTES } from "../next/routes.mjs";

export const environments = [
  {
    id: "next-15",
    title: "Next.js 15 (webpack): edge routes, middleware, slim with ?module, and a Node.js route",
    pins: ["next"],
    async run(project) {
      copyRoutes(project);
      await build(project);
      await checkPaths(project, "start", ROUTES);
    },
  },
];
