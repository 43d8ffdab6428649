//! Bytes → the readers of JSON and CSV, stated and detected: nothing panics, neither the chunks in which the bytes come
//! nor who reads which piece make a difference, what was read whole as JSON is JSON, and its records hold what another parser finds in them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use passerelle::feed::{Limits, Shape};
use passerelle::value::normalise;
use passerelle_fuzz::feeds::{FLAT, NARROW, in_every_way};
use serde::de::IgnoredAny;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let detected = in_every_way(None, bytes, &Limits::default());
    in_every_way(None, bytes, &NARROW);
    in_every_way(None, bytes, &FLAT);
    for shape in [Shape::Wcf3Json, Shape::V2Json, Shape::ApiV3, Shape::List, Shape::Csv] {
        let stated = in_every_way(Some(shape), bytes, &Limits::default());
        if shape != Shape::Csv && stated.1.complete {
            let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
            assert!(serde_json::from_slice::<IgnoredAny>(text).is_ok(), "it is JSON");
            if let (Shape::List, Ok(Value::Array(objects))) = (shape, serde_json::from_slice(text)) {
                assert_eq!(objects.len(), stated.0.len());
                objects.iter().zip(&stated.0).for_each(|(object, line)| compare(object, line));
            }
        }
        if detected.1.complete && detected.1.shape == Some(shape) {
            assert_eq!(
                stated, detected,
                "a shape that is stated gives what the same shape gives when detected"
            );
        }
    }
});

/// The record of an object holds its scalars.
fn compare(object: &Value, line: &str) {
    for (name, value) in object.as_object().expect("a record is an object") {
        let annotation = name == "__metadata" || name.contains("odata.");
        // Longer names are not remembered, so they were not asked for.
        if !annotation && name.len() <= 256 && !value.is_object() && !value.is_array() {
            let shown = match value {
                Value::String(text) => format!("{text:?}"),
                Value::Number(number) if number.is_f64() => number.as_f64().unwrap_or_default().to_string(),
                other => other.to_string(),
            };
            let wanted = format!("{:?}={shown} ", normalise(name));
            assert!(line.contains(&wanted), "{wanted} is not in {line}");
        }
    }
}
