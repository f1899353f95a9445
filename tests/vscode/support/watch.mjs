/** Records every message that any frame of the window gets. Typed arrays are the WebAssembly module, and left out. */
export const watchMessages = (context) =>
  context.addInitScript(() => {
    globalThis.seenMessages = [];
    const note = ({ data }) => {
      const text = JSON.stringify(data, (_, value) => (ArrayBuffer.isView(value) ? undefined : value));
      globalThis.seenMessages.push(text ?? "");
    };
    const { addEventListener } = EventTarget.prototype;
    // A page that is written anew loses its listeners, but not what its functions were replaced by.
    EventTarget.prototype.addEventListener = function (type, listener, ...options) {
      if (type !== "message" || typeof listener !== "function")
        return addEventListener.call(this, type, listener, ...options);
      const noted = function (event) {
        note(event);
        return listener.call(this, event);
      };
      return addEventListener.call(this, type, noted, ...options);
    };
  });

/** Returns the messages that the webviews of a window got, and all that is in their documents, shadow roots included. */
export async function webviewContents(page) {
  const frames = page.frames().filter((frame) => frame.parentFrame());
  const contents = await Promise.all(
    frames.map((frame) =>
      frame
        .evaluate(() => {
          const texts = [];
          const collect = (root) => {
            texts.push(root.innerHTML ?? "");
            for (const element of root.querySelectorAll("*")) {
              if (typeof element.value === "string") texts.push(element.value);
              if (element.shadowRoot) collect(element.shadowRoot);
            }
          };
          collect(document.documentElement);
          return { messages: globalThis.seenMessages ?? [], dom: texts.join("\n"), pwned: globalThis.pwned };
        })
        .catch(() => ({ messages: [], dom: "" })),
    ),
  );
  return {
    messages: contents.flatMap(({ messages }) => messages),
    dom: contents.map(({ dom }) => dom).join("\n"),
    pwned: contents.some(({ pwned }) => pwned !== undefined),
  };
}
