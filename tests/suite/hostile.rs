//! Whole runs on input that means harm: a clear end, never a panic, always counts that add up.

use passerelle::engine::{self, Disk, Lines, Reasons};
use proptest::prelude::*;
use serde_json::json;

/// Values that break steps.
fn value() -> impl Strategy<Value = serde_json::Value> {
    prop_oneof![
        Just(json!(null)),
        "[^\\x00]{0,40}".prop_map(serde_json::Value::from),
        "[0-9 +./|#:-]{0,60}".prop_map(serde_json::Value::from),
        "([0-9]{2}/[0-9]{2}/[0-9]{4}\\|){2}[0-9:|]{0,40}".prop_map(serde_json::Value::from),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        prop::collection::vec("[a-z|#]{0,5}".prop_map(serde_json::Value::from), 0..3)
            .prop_map(serde_json::Value::from),
        Just(json!({"ThesLibelle": "x"})),
    ]
}

fn record(fields: Vec<String>) -> impl Strategy<Value = serde_json::Value> {
    prop::collection::vec((prop::sample::select(fields), value()), 0..30)
        .prop_map(|pairs| serde_json::Value::Object(pairs.into_iter().collect()))
}

#[test]
fn no_record_panics_and_every_record_has_one_outcome() {
    for head in ["rules/heads/24", "rules/heads/22"] {
        let loaded = engine::load(&Disk, head.as_ref(), None).unwrap();
        let ready = loaded.ready.as_ref().unwrap();
        for (at, program) in ready.programs.iter().enumerate() {
            let strategy = prop::collection::vec(record(program.slots.clone()), 1..4);
            let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(150));
            let done = runner.run(&strategy, |records| {
                let feed = json!({ "value": records }).to_string();
                let (mut accounts, mut held) = (Vec::new(), Vec::new());
                let mut lines =
                    Lines { accounts: Some(&mut accounts), held: Some(&mut held), excluded: None };
                let mut reasons = Reasons::default();
                let mut input = feed.as_bytes();
                let report =
                    engine::run(ready, &loaded.sources, at, None, &mut input, &mut lines, &mut reasons)
                        .unwrap();
                prop_assert!(report.complete, "{:?}", report.error);
                prop_assert_eq!(report.read, report.imported + report.excluded + report.held);
                for line in accounts.split(|byte| *byte == b'\n').chain(held.split(|byte| *byte == b'\n')) {
                    prop_assert!(
                        line.is_empty() || serde_json::from_slice::<serde_json::Value>(line).is_ok()
                    );
                }
                Ok(())
            });
            done.unwrap();
        }
    }
}
