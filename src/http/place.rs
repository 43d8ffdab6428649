//! Where in a body something is wrong: the path of the member, from the place in the text that serde tells.

/// A step down into a value.
enum Step {
    /// Into an object; behind `true`, a name comes next.
    Member(String, bool),
    /// Into a list.
    Item(usize),
}

/// No name is shown longer.
const LONGEST: usize = 64;

/// The path of the value at a line and a column, both from 1: `bookingItems[0].quantity`. Empty for the body itself.
pub(super) fn place(json: &[u8], line: usize, column: usize) -> String {
    let before: usize =
        json.split_inclusive(|byte| *byte == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    let mut steps: Vec<Step> = Vec::new();
    // The text that is being read: its bytes, and whether the next one is escaped.
    let mut text: Option<(Vec<u8>, bool)> = None;
    for byte in json.iter().copied().take(before.saturating_add(column)) {
        if let Some((written, escaped)) = &mut text {
            let ends = byte == b'"' && !*escaped;
            *escaped = byte == b'\\' && !*escaped;
            if !ends {
                written.push(byte);
                continue;
            }
            if let Some(Step::Member(name, comes @ true)) = steps.last_mut() {
                *name = String::from_utf8_lossy(written).chars().take(LONGEST).collect();
                *comes = false;
            }
            text = None;
            continue;
        }
        match byte {
            b'"' => text = Some((Vec::new(), false)),
            b'{' => steps.push(Step::Member(String::new(), true)),
            b'[' => steps.push(Step::Item(0)),
            b'}' | b']' => drop(steps.pop()),
            b',' => match steps.last_mut() {
                Some(Step::Member(_, comes)) => *comes = true,
                Some(Step::Item(at)) => *at += 1,
                None => {}
            },
            _ => {}
        }
    }
    let mut path = String::new();
    for step in &steps {
        match step {
            Step::Member(name, _) if name.is_empty() => {}
            Step::Member(name, _) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(name);
            }
            Step::Item(at) => {
                path.push('[');
                path.push_str(&at.to_string());
                path.push(']');
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn the_path_of_a_place() {
        let json = br#"{"client":{"na\"me":"a,b{"},"items":[{"day":1},{"quantity":"x"}]}"#;
        let at = |what: &str| {
            let text = std::str::from_utf8(json).unwrap();
            place(json, 1, text.find(what).unwrap() + what.len())
        };
        assert_eq!(at("b{\""), r#"client.na\"me"#);
        assert_eq!(at(":1"), "items[0].day");
        assert_eq!(at(r#""x""#), "items[1].quantity");
        assert_eq!(at(r#""x"}"#), "items[1]");
        assert_eq!(place(b"{\n \"a\": {\n  \"b\": 7", 3, 8), "a.b");
        assert_eq!(place(b"[1]", 9, 9), "");
    }
}
