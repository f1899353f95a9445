/** Defines a custom element, unless another copy of the script in the page has defined it. */
export function define(name: string, element: CustomElementConstructor) {
  if (!customElements.get(name)) customElements.define(name, element);
}
