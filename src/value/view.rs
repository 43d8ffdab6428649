//! A value of a record as a reader of it sees it: borrowed, cheap to copy.
//!
//! **Invariant:** looking at a value copies nothing of it.

use super::record::{Node, Record};
use super::{bytes, normalise};

/// A value of a record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum View<'a> {
    /// `null`, `m:null="true"`.
    Null,
    /// A text, as served: neither trimmed nor judged.
    Text(&'a str),
    /// A number, in the shortest digits that mean it: `44.8678234`.
    Number(&'a str),
    /// `true`, `false`.
    Boolean(bool),
    /// `[…]`.
    List(List<'a>),
    /// `{…}`, or an element that holds elements.
    Object(Object<'a>),
}

impl<'a> View<'a> {
    /// Whether nothing is said: null, a blank text, or a collection or an object of nothing else.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) | Self::Number(text) => super::is_blank(text.trim()),
            Self::Boolean(_) => false,
            Self::List(list) => list.iter().all(|item| item.is_blank()),
            Self::Object(object) => object.iter().all(|(_, member)| member.is_blank()),
        }
    }

    /// Gives away the value in pieces, each with what it is and how long it is.
    pub(super) fn content(&self, take: &mut dyn FnMut(&[u8])) {
        let mut text = |kind: u8, text: &str| {
            let mut head = [kind; 9];
            head[1..].copy_from_slice(&(text.len() as u64).to_le_bytes());
            take(&head);
            take(text.as_bytes());
        };
        match self {
            Self::Null => take(b"0"),
            Self::Boolean(false) => take(b"n"),
            Self::Boolean(true) => take(b"y"),
            Self::Text(value) => text(b't', value),
            Self::Number(value) => text(b'd', value),
            Self::List(list) => {
                take(b"[");
                for item in list {
                    item.content(take);
                }
                take(b"]");
            }
            Self::Object(object) => {
                take(b"{");
                for (name, member) in object {
                    Self::Text(name).content(take);
                    member.content(take);
                }
                take(b"}");
            }
        }
    }

    #[inline]
    pub(super) fn at(record: &'a Record, node: usize) -> Self {
        let text = |start, end| record.text.get(start..end).unwrap_or_default();
        match record.nodes.get(node).copied() {
            None | Some(Node::Null) => Self::Null,
            Some(Node::Boolean(yes)) => Self::Boolean(yes),
            Some(Node::Text(start, end)) => Self::Text(text(start, end)),
            Some(Node::Number(start, end)) => Self::Number(text(start, end)),
            Some(Node::List(end)) => Self::List(List { record, first: node + 1, end }),
            Some(Node::Object(end)) => {
                Self::Object(Object { record, first: narrow(node + 1), end: narrow(end) })
            }
        }
    }
}

fn narrow(node: usize) -> u32 {
    u32::try_from(node).unwrap_or(u32::MAX)
}

/// A list of a record.
#[derive(Clone, Copy, Debug)]
pub struct List<'a> {
    record: &'a Record,
    first: usize,
    end: usize,
}

impl<'a> List<'a> {
    /// Its items, in the order of the feed.
    pub fn iter(&self) -> Items<'a> {
        Items { record: self.record, at: self.first, end: self.end }
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.first >= self.end
    }
}

impl<'a> IntoIterator for &List<'a> {
    type Item = View<'a>;
    type IntoIter = Items<'a>;

    fn into_iter(self) -> Items<'a> {
        self.iter()
    }
}

impl PartialEq for List<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

/// The items of a [`List`].
#[derive(Clone, Debug)]
pub struct Items<'a> {
    record: &'a Record,
    at: usize,
    end: usize,
}

impl<'a> Iterator for Items<'a> {
    type Item = View<'a>;

    fn next(&mut self) -> Option<View<'a>> {
        (self.at < self.end).then(|| {
            let view = View::at(self.record, self.at);
            self.at = self.record.after(self.at);
            view
        })
    }
}

/// An object of a record.
#[derive(Clone, Copy, Debug)]
pub struct Object<'a> {
    record: &'a Record,
    /// Half as wide as a place in memory: objects are handed on by value, and no record has so many nodes.
    first: u32,
    end: u32,
}

impl<'a> Object<'a> {
    /// Its members, in the order of the feed, with their names in NFC.
    pub fn iter(&self) -> Members<'a> {
        Members { record: self.record, at: self.first as usize, end: self.end as usize }
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.first >= self.end
    }

    /// The member of that name. Case counts.
    pub fn get(&self, name: &str) -> Option<View<'a>> {
        let name = normalise(name);
        let (mut at, end) = (self.first as usize, self.end as usize);
        while at < end {
            if bytes::are_equal(self.record.key_at(at).as_bytes(), name.as_bytes()) {
                return Some(View::at(self.record, at + 1));
            }
            at = self.record.after(at + 1);
        }
        None
    }
}

impl<'a> IntoIterator for &Object<'a> {
    type Item = (&'a str, View<'a>);
    type IntoIter = Members<'a>;

    fn into_iter(self) -> Members<'a> {
        self.iter()
    }
}

impl PartialEq for Object<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

/// The members of an [`Object`].
#[derive(Clone, Debug)]
pub struct Members<'a> {
    record: &'a Record,
    at: usize,
    end: usize,
}

impl<'a> Iterator for Members<'a> {
    type Item = (&'a str, View<'a>);

    fn next(&mut self) -> Option<(&'a str, View<'a>)> {
        if self.at >= self.end {
            return None;
        }
        let View::Text(name) = View::at(self.record, self.at) else { return None };
        let view = View::at(self.record, self.at + 1);
        self.at = self.record.after(self.at + 1);
        Some((name, view))
    }
}
