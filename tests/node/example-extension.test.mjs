// Runs the example's own tests with the package as it was built.
import "../../examples/extension/session.test.js";
