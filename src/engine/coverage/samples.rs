//! Some values of a path, to look at.

use crate::engine::paths::Column;

/// The most samples of a path.
const SAMPLES: usize = 3;

/// The most characters of a sample.
const LONGEST_SAMPLE: usize = 80;

/// The first values of a path that differ, shortened.
#[derive(Clone, Debug, Default)]
pub(super) struct Samples(Vec<String>);

impl Samples {
    pub(super) fn all(&self) -> &[String] {
        &self.0
    }
}

impl Column for Samples {
    fn add(&mut self, value: &str) {
        if self.0.len() < SAMPLES {
            let sample = shortened(value);
            if !self.0.contains(&sample) {
                self.0.push(sample);
            }
        }
    }
}

fn shortened(value: &str) -> String {
    match value.char_indices().nth(LONGEST_SAMPLE) {
        Some((at, _)) => format!("{}…", value.get(..at).unwrap_or_default()),
        None => value.to_owned(),
    }
}
