//! What is counted, as Prometheus reads it. No label names anybody.

use std::time::Duration;

use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// What an answer is counted by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answer {
    method: &'static str,
    path: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Path {
    path: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    deed: &'static str,
    outcome: &'static str,
}

/// Ends of classes of durations, in seconds.
const CLASSES: [f64; 11] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0];

/// What is counted.
pub(super) struct Metrics {
    registry: Registry,
    answers: Family<Answer, Counter>,
    durations: Family<Path, Histogram>,
    files: Family<Outcome, Counter>,
    under_way: Gauge,
}

impl Metrics {
    pub(super) fn new() -> Self {
        let mut registry = Registry::with_prefix("passerelle");
        let answers = Family::<Answer, Counter>::default();
        let durations = Family::<Path, Histogram>::new_with_constructor(|| Histogram::new(CLASSES));
        let files = Family::<Outcome, Counter>::default();
        let under_way = Gauge::default();
        registry.register("requests", "Requests that were answered", answers.clone());
        registry.register("request_seconds", "How long an answer took", durations.clone());
        registry.register("bookings", "What became of files of sales, by deed and reason", files.clone());
        registry.register(
            "bookings_under_way",
            "Files of which nobody knows yet whether elloha has done what was sent, at most 1000",
            under_way.clone(),
        );
        Self { registry, answers, durations, files, under_way }
    }

    pub(super) fn answered(&self, method: &'static str, path: &str, status: u16, took: Duration) {
        let path = path.to_owned();
        self.answers.get_or_create(&Answer { method, path: path.clone(), status }).inc();
        self.durations.get_or_create(&Path { path }).observe(took.as_secs_f64());
    }

    /// What became of a file: `done`, or the code of what came instead.
    pub(super) fn file(&self, deed: &'static str, outcome: &'static str) {
        self.files.get_or_create(&Outcome { deed, outcome }).inc();
    }

    /// All of it, as text.
    pub(super) fn written(&self, under_way: usize) -> Result<String, std::fmt::Error> {
        self.under_way.set(i64::try_from(under_way).unwrap_or(i64::MAX));
        let mut out = String::new();
        text::encode(&mut out, &self.registry)?;
        Ok(out)
    }
}
