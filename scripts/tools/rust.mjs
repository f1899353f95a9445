import { Failure } from "../lib/failure.mjs";
import { outputOf, run } from "../lib/run.mjs";

/** Makes sure that Cargo is installed in the version that rust-toolchain.toml pins. */
export async function ensureRust() {
  if (outputOf("rustup", ["--version"]) === null) {
    throw new Failure(
      "rustup was not found. Install Rust with rustup (https://rustup.rs) and open a new terminal.",
    );
  }
  if (outputOf("cargo", ["--version"]) !== null) return;
  console.log("Installing the Rust toolchain named in rust-toolchain.toml");
  await run("rustup", ["toolchain", "install"]);
}
