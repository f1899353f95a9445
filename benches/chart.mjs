// A bar chart that is readable on light and dark pages.
const WIDTH = 760;
const LABEL = 270;
const BAR = 16;
const ROW = 24;
const STYLE = `text{font:13px system-ui,sans-serif;fill:#1f2328}.t{font-weight:600}.b{fill:#8c959f}.o{fill:#0969da}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.b{fill:#6e7681}.o{fill:#4493f8}}`;

/**
 * Draws a bar per peer for each job. Its length is the logarithm of the time, because times differ by factors of
 * hundreds.
 */
export function chart(results, ours) {
  let y = 0;
  const parts = [];
  for (const [job, times] of Object.entries(results)) {
    y += 28;
    parts.push(
      `<text class="t" x="8" y="${y}">${escaped(job[0].toUpperCase() + job.slice(1))}, in µs</text>`,
    );
    const all = Object.values(times);
    const least = Math.min(...all) / 2;
    const scale = (WIDTH - LABEL - 60) / Math.log(Math.max(...all) / least);
    for (const [name, time] of Object.entries(times)) {
      y += ROW;
      const length = (scale * Math.log(time / least)).toFixed(1);
      parts.push(
        `<text x="${LABEL - 8}" y="${y}" text-anchor="end">${escaped(name)}</text>`,
        `<rect class="${name === ours ? "o" : "b"}" x="${LABEL}" y="${y - 12}" width="${length}" height="${BAR}" rx="2"/>`,
        `<text x="${LABEL + Number(length) + 6}" y="${y}">${time < 100 ? time.toFixed(1) : time.toFixed(0)}</text>`,
      );
    }
    y += 8;
  }
  const title = "Time for a header, on a logarithmic scale";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y + 8}" role="img" aria-label="${title}"><style>${STYLE}</style>${parts.join("")}</svg>\n`;
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
