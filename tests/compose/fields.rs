//! The fields of a record, in the order of the feed.
//!
//! **Invariant:** a name that a trap misspells stops the composer; nothing is changed beside the mark.

use super::value::Value;

/// Names and values, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Fields(Vec<(String, Value)>);

impl Fields {
    /// No fields yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// The next field. `None` is null.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<Value>) {
        assert!(self.get(name).is_none(), "the field `{name}` is there already");
        self.0.push((name.to_owned(), value.into()));
    }

    /// The fields with one more, for objects that are written down in one go.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.set(name, value);
        self
    }

    /// All fields of another behind these.
    pub(crate) fn extend(&mut self, others: Self) {
        for (name, value) in others.0 {
            self.set(&name, value);
        }
    }

    /// Names and values in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// A field by its name.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The text of a field, which has one.
    pub(crate) fn text(&mut self, path: &str) -> String {
        match self.at(path) {
            Value::Text(text) => text.clone(),
            other => panic!("`{path}` is no text: {other:?}"),
        }
    }

    /// What stands at a path such as `CP`, `ADRESSEs[0].CodePostal` or `PHOTOSs[1]`.
    pub(crate) fn at(&mut self, path: &str) -> &mut Value {
        let (field, rest) = path.split_once('.').map_or((path, None), |(field, rest)| (field, Some(rest)));
        let (name, index) = match field.strip_suffix(']').and_then(|field| field.split_once('[')) {
            Some((name, index)) => (name, Some(index.parse::<usize>().expect("an index is a number"))),
            None => (field, None),
        };
        let names: Vec<&str> = self.0.iter().map(|(known, _)| known.as_str()).collect();
        let at = names.iter().position(|known| *known == name);
        let at = at.unwrap_or_else(|| panic!("no field `{name}` among {}", names.join(", ")));
        let mut value = &mut self.0[at].1;
        if let Some(index) = index {
            let Value::List(items) = value else { panic!("`{name}` is no list: {value:?}") };
            let count = items.len();
            value = items.get_mut(index).unwrap_or_else(|| panic!("`{name}` has {count} items"));
        }
        match (rest, value) {
            (None, value) => value,
            (Some(rest), Value::Object(fields)) => fields.at(rest),
            (Some(_), value) => panic!("`{field}` is no object: {value:?}"),
        }
    }

    /// Another value in the place of the one at a path. `None` is null.
    pub(crate) fn change(&mut self, path: &str, value: impl Into<Value>) {
        *self.at(path) = value.into();
    }

    /// A text made of the text at a path.
    pub(crate) fn rewrite(&mut self, path: &str, change: impl FnOnce(&str) -> String) {
        let text = self.text(path);
        self.change(path, change(&text));
    }

    /// One more item at the end of the list at a path.
    pub(crate) fn push(&mut self, path: &str, item: impl Into<Value>) {
        match self.at(path) {
            Value::List(items) => items.push(item.into()),
            other => panic!("`{path}` is no list: {other:?}"),
        }
    }

    /// The record without a field at its top: not null, not there.
    pub(crate) fn remove(&mut self, name: &str) {
        assert!(self.get(name).is_some(), "no field `{name}` to be removed");
        self.0.retain(|(known, _)| known != name);
    }

    /// Everything null but these fields and the ten that every feed has.
    pub(crate) fn clear_except(&mut self, names: &[&str]) {
        for name in names {
            assert!(self.get(name).is_some(), "no field `{name}` to be kept");
        }
        for (name, value) in &mut self.0 {
            let is_common = super::dialect::COMMON.contains(&name.as_str());
            if !is_common && !names.contains(&name.as_str()) {
                *value = match value {
                    Value::List(_) => Value::List(Vec::new()),
                    _ => Value::Null,
                };
            }
        }
    }
}
