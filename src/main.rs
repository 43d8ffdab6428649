//! The command `passerelle`.

use std::process::ExitCode;

fn main() -> ExitCode {
    passerelle::cli::run().into()
}
