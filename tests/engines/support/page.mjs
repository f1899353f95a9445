// Runs in the page. It looks for elements by their labels, as people do, and inside shadow roots as well.
globalThis.inspector = (() => {
  const PATIENCE_MS = 120_000;

  function* elements(root = document) {
    for (const element of root.querySelectorAll("*")) {
      yield element;
      if (element.shadowRoot) yield* elements(element.shadowRoot);
    }
  }

  function find(what, wanted) {
    for (const element of elements()) if (wanted(element) && element.checkVisibility()) return element;
    throw new Error(`There is no ${what} in the page.`);
  }

  const text = (element) => element.textContent.replaceAll(/\s+/g, " ").trim();
  const labelOf = (element) =>
    [...(element.labels ?? [])].map(text).join(" ") || element.getAttribute("aria-label");

  const labelled = (name) => find(`"${name}"`, (element) => labelOf(element) === name);
  const button = (name) =>
    find(`button "${name}"`, (element) => element.matches("button") && text(element) === name);

  function fill(name, value) {
    const box = labelled(name);
    box.focus();
    box.value = value;
    box.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  }

  /** Fills a box as pasting does: the page is asked first. */
  function paste(name, value) {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", value);
    const box = labelled(name);
    box.value = "";
    const event = new ClipboardEvent("paste", {
      clipboardData,
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    if (box.dispatchEvent(event)) fill(name, value);
  }

  function choose(name, value) {
    labelled(name).value = value;
    labelled(name).dispatchEvent(new Event("change", { bubbles: true }));
  }

  function giveFile(name, file) {
    const data = new DataTransfer();
    data.items.add(file);
    labelled(name).files = data.files;
    labelled(name).dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Waits until a text of the page matches, and returns it. */
  async function shown(pattern) {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      for (const element of elements()) {
        if (element.childElementCount < 3 && pattern.test(text(element)) && element.checkVisibility())
          return text(element);
      }
      if (Date.now() > deadline) throw new Error(`The page never showed ${pattern}.`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  const all = (selector) => [...elements()].filter((element) => element.matches(selector)).map(text);

  return { all, button, choose, fill, giveFile, labelled, paste, shown };
})();
