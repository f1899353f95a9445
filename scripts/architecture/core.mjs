import { children, withoutShortcuts } from "./graph.mjs";
import { pictureOf } from "./picture.mjs";
import { rustModules } from "./rust-modules.mjs";

export const CORE_PICTURE = "docs/images/core-modules.svg";

/** Draws the modules of the core. An arrow points from a module to one that it uses directly. */
export const coreModules = () =>
  pictureOf(withoutShortcuts(children(rustModules())), "Modules of the core, drawn from the code");
