import { testExtension } from "./support/scenario.mjs";

testExtension("web");
