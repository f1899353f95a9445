// Runs the example's own tests with the package as it was built.
import "../../examples/identity/identity.test.js";
