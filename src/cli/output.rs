//! stdout for data, stderr for talk.

use std::io::{IsTerminal, Write};
use std::path::Path;

use crate::diagnostics::{self, Style};
use crate::engine::{self, Disk, Loaded};

/// Says something to the person at the terminal. That stderr is closed is no reason to fail.
pub(super) fn talk(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// Says why the rules of a head cannot run.
pub(super) fn mistakes(loaded: &Loaded, folder: &Path, pack: Option<&Path>) {
    let mut mistakes = loaded.diagnostics.clone();
    engine::try_repairs(&Disk, folder, pack, &loaded.sources, &mut mistakes);
    talk(diagnostics::text(&mistakes, &loaded.sources, style()).trim_end());
    talk(&format!("error: {}: the rules have mistakes: nothing was run", folder.display()));
}

/// Writes data. Colours are taken out unless stdout is a terminal that wants them.
pub(super) fn data(text: &str) -> std::io::Result<()> {
    let mut out = Patient(anstream::stdout().lock());
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// A writer whose reader may leave: whoever closed the pipe has read enough, and the run goes on to its end, so that
/// other files are whole and the exit status is the same.
pub(super) struct Patient<W>(pub(super) W);

impl<W: Write> Write for Patient<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self.0.write(bytes) {
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(bytes.len()),
            other => other,
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self.0.flush() {
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }
}

/// How diagnostics are drawn: always coloured, since [`data`] and [`talk`] take colours out where they do not belong.
pub(super) fn style() -> Style {
    Style::Coloured
}

/// How many columns a line may have.
pub(super) fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.unwrap_or(if std::io::stdout().is_terminal() { 110 } else { 120 })
}

/// A paragraph broken into lines of at most `width` characters, where its words allow it.
pub(super) fn wrap(paragraph: &str, width: usize) -> String {
    let mut text = String::new();
    let mut column = 0;
    for word in paragraph.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            text.push('\n');
            column = 0;
        } else if column > 0 {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += length;
    }
    text
}
