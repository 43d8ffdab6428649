//! Writes the recorded feeds of the heads anew: `cargo run --example feeds [-- RULES_DIR [HEAD…]]`.

#[path = "mod.rs"]
mod compose;

use std::process::ExitCode;

fn main() -> ExitCode {
    compose::command::main()
}
