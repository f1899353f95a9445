import { defineConfig } from "vitepress";
import { slugOf } from "../../scripts/docs/slug.mjs";

const learn = [
  { text: "Your first header", link: "/docs/first-header" },
  { text: "The API by example", link: "/docs/api-by-example" },
  { text: "Keeping an identity", link: "/docs/keeping-an-identity" },
  { text: "A VS Code extension", link: "/docs/vscode-extension" },
  { text: "A gateway", link: "/docs/GATEWAY" },
  { text: "Tests with an authority", link: "/docs/TEST-AUTHORITY" },
  { text: "I get a 401", link: "/docs/why-401" },
  { text: "The command line", link: "/docs/command-line" },
  { text: "The inspector in your page", link: "/docs/inspector" },
  { text: "Migrating from a hand-made copy", link: "/docs/migrating" },
];

const lookUp = [
  { text: "Every code", link: "/docs/errors" },
  { text: "The public API", link: "/docs/API" },
  { text: "Environments", link: "/docs/ENVIRONMENTS" },
  { text: "The protocol", link: "/docs/PROTOCOL" },
  { text: "Opting in", link: "/docs/OPTING-IN" },
  { text: "Security", link: "/SECURITY" },
  { text: "Benchmarks", link: "/docs/benchmarks/README" },
  { text: "The words", link: "/docs/glossary" },
];

const takePart = [
  { text: "How it is built", link: "/docs/architecture" },
  { text: "Contributing", link: "/CONTRIBUTING" },
  { text: "Releasing", link: "/RELEASING" },
];

/**
 * The site shows the Markdown of the repository where it stands, so that links mean the same on a forge and here. It lies
 * beside the inspector: `npm start` serves both from one origin. Nothing is fetched from elsewhere.
 */
export default defineConfig({
  title: "Agent Identity",
  description: "Sign, verify and inspect Codex Agent Identity assertions",
  srcDir: "..",
  outDir: "./.vitepress/dist",
  srcExclude: [
    "**/node_modules/**",
    "!(docs|pkg|www|vscode|examples|*.md){,/**}",
    "**/{target,dist,build,.*}/**",
    // The generated reference, if `npm run check` made one. It copies pages to where their links lead nowhere.
    "docs/api/**",
  ],
  // Links to folders and sources are for the forge; a test of the repository checks them.
  ignoreDeadLinks: [/\/(examples|vscode|pkg|www|src|tests|fuzz|scripts)\b/, /LICENSE-/],
  vite: {
    build: { target: "es2022" },
    esbuild: { target: "es2022" },
    optimizeDeps: { esbuildOptions: { target: "es2022" } },
  },
  markdown: { anchor: { slugify: slugOf } },
  themeConfig: {
    search: { provider: "local" },
    nav: [
      { text: "Learn", items: learn },
      { text: "Look up", items: lookUp },
      { text: "Inspector", link: "/", target: "_self" },
    ],
    sidebar: [
      { text: "Learn", items: learn },
      { text: "Look up", items: lookUp },
      { text: "Take part", items: takePart },
    ],
    outline: { level: [2, 3] },
  },
});
