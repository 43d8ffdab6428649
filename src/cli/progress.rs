//! A bar for long feeds, on a terminal only.

use std::io::{self, IsTerminal, Read};

use indicatif::{ProgressBar, ProgressStyle};

/// Feeds below this many bytes are over before a bar could be read.
const WORTH_A_BAR: u64 = 8 * 1024 * 1024;

/// A reader that shows how far it is.
pub(super) struct Watched<R> {
    inner: R,
    bar: ProgressBar,
}

impl<R: Read> Watched<R> {
    /// Watches a feed of `length` bytes.
    pub(super) fn new(inner: R, length: u64, name: &str) -> Self {
        let bar = if length >= WORTH_A_BAR && io::stderr().is_terminal() {
            let bar = ProgressBar::new(length).with_message(name.to_owned());
            let style = "{msg} {bar:40} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left";
            bar.set_style(
                ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()),
            );
            bar
        } else {
            ProgressBar::hidden()
        };
        Self { inner, bar }
    }
}

impl<R> Drop for Watched<R> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bar.inc(read as u64);
        Ok(read)
    }
}
