//! Sinks: what was taken back leaves no trace, and both sinks say the same.

use passerelle::eval::{Json, Sink, Tree};
use passerelle::program::Key;
use proptest::prelude::*;

/// A value that is written, and perhaps taken back.
#[derive(Clone, Debug)]
enum Written {
    Text(String),
    Integer(i64),
    Decimal(f64),
    Boolean(bool),
    List(Vec<(Written, bool)>),
    Object(Vec<(String, Written, bool)>),
}

fn written() -> impl Strategy<Value = Written> {
    let leaf = prop_oneof![
        ".{0,8}".prop_map(Written::Text),
        any::<i64>().prop_map(Written::Integer),
        (-1_800_000..1_800_000).prop_map(|number| Written::Decimal(f64::from(number) / 10_000.0)),
        any::<bool>().prop_map(Written::Boolean),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            prop::collection::vec((inner.clone(), any::<bool>()), 0..5).prop_map(Written::List),
            prop::collection::vec((".{0,4}", inner, any::<bool>()), 0..5).prop_map(Written::Object),
        ]
    })
}

/// Writes the value; with `back`, also what is taken back again.
fn write<S: Sink>(sink: &mut S, value: &Written, back: bool) {
    match value {
        Written::Text(text) => sink.text(text),
        Written::Integer(number) => sink.integer(*number),
        Written::Decimal(number) => sink.decimal(*number),
        Written::Boolean(yes) => sink.boolean(*yes),
        Written::List(items) => {
            sink.begin_list();
            for (item, kept) in items {
                let mark = sink.mark();
                if *kept {
                    write(sink, item, back);
                } else if back {
                    write(sink, item, back);
                    sink.rollback(mark);
                }
            }
            sink.end_list();
        }
        Written::Object(members) => {
            sink.begin_object();
            for (key, member, kept) in members {
                let mark = sink.mark();
                if *kept || back {
                    // One that is made ready is the same.
                    if key.len() % 2 == 0 {
                        sink.key(key);
                    } else {
                        sink.named(&Key::new(key));
                    }
                    write(sink, member, back);
                }
                if !*kept && back {
                    sink.rollback(mark);
                }
            }
            sink.end_object();
        }
    }
}

proptest! {
    #[test]
    fn what_was_taken_back_leaves_no_trace(value in written()) {
        let (mut plain, mut undone) = (Json::new(), Json::new());
        write(&mut plain, &value, false);
        write(&mut undone, &value, true);
        prop_assert_eq!(plain.bytes(), undone.bytes());
    }

    #[test]
    fn the_tree_says_what_the_text_says(value in written()) {
        let (mut text, mut tree) = (Json::new(), Tree::new());
        write(&mut text, &value, true);
        write(&mut tree, &value, true);
        let read: serde_json::Value = serde_json::from_slice(text.bytes()).unwrap();
        prop_assert_eq!(read.to_string(), tree.finish().to_string());
    }
}
