import type { DocumentReport } from "../inspect/report.js";

const VERDICTS = new Map([
  [true, "Valid"],
  [false, "Not valid"],
  [undefined, "Not judged"],
]);

/** Shows the parts and the findings of a document. All of it is set as text, so it cannot become markup. */
export function reportView({ title, valid, parts, findings }: DocumentReport): HTMLElement {
  return make("article", { class: "report" }, [
    make("h1", {}, [title]),
    make("p", { class: "verdict", "data-status": String(valid) }, [VERDICTS.get(valid) ?? ""]),
    ...(findings.length > 0 ? [make("h2", {}, ["Findings"]), findingsList(findings)] : []),
    ...(parts.length > 0 ? [make("h2", {}, ["Contents"]), partsTable(parts)] : []),
  ]);
}

const findingsList = (findings: DocumentReport["findings"]) =>
  make(
    "ul",
    { class: "findings" },
    findings.map(({ severity, title, message, remedy }) =>
      make("li", { "data-severity": severity }, [
        make("strong", {}, [title]),
        make("p", {}, [message]),
        ...(remedy ? [make("p", { class: "remedy" }, [remedy])] : []),
      ]),
    ),
  );

const partsTable = (parts: DocumentReport["parts"]) =>
  make(
    "table",
    {},
    parts.map(({ name, value, secret }) =>
      make("tr", secret ? { class: "secret" } : {}, [
        make("th", { scope: "row" }, [name]),
        make("td", {}, [value]),
      ]),
    ),
  );

function make(name: string, attributes: Record<string, string>, children: readonly (Node | string)[]) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}
