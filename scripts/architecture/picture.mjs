import { instance } from "@viz-js/viz";

/**
 * Draws a graph as SVG, from top to bottom, with each node above those that it uses. The same graph gives the same
 * bytes, so that a test can compare a picture with the code. The picture is readable on light and dark pages.
 */
export async function pictureOf(graph, title) {
  const names = [...graph.keys()].sort();
  const arrows = names.flatMap((tail) => [...graph.get(tail)].sort().map((head) => ({ tail, head })));
  const viz = await instance();
  const svg = viz.renderString(
    {
      graphAttributes: { bgcolor: "white", nodesep: 0.3, ranksep: 0.4, pad: 0.2 },
      nodeAttributes: {
        shape: "box",
        style: "rounded,filled",
        fillcolor: "#f4f6f8",
        color: "#5b6470",
        fontname: "Helvetica",
        fontsize: 12,
      },
      edgeAttributes: { color: "#5b6470", arrowsize: 0.7 },
      nodes: names.map((name) => ({ name })),
      edges: arrows,
    },
    { format: "svg" },
  );
  return svg.slice(svg.indexOf("<svg")).replace("<svg", `<svg role="img" aria-label="${title}"`);
}
