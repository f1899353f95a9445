import { testExtension } from "./support/scenario.mjs";

testExtension("node");
