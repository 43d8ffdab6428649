//! One record: the wanted fields with all that is in them, in one text and one row of nodes. `feed` fills it.
//!
//! **Invariant:** a record is reused for the next one, so that a long feed allocates no more than its longest record.
//! **Invariant:** a list or object is followed by all that it holds; its `end` is the node after the last of them.

use std::fmt::{self, Write};

use super::View;
use super::keys::repeated;
use super::normalise;

/// The wanted fields of one record.
#[derive(Debug, Default)]
pub struct Record {
    pub(super) text: String,
    pub(super) nodes: Vec<Node>,
    slots: Vec<Option<usize>>,
    /// Reused to find a key that stands twice.
    keys: Vec<(usize, usize)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Null,
    Boolean(bool),
    /// A stretch of the text; also the key before each member of an object.
    Text(usize, usize),
    /// A stretch of the text that is a number.
    Number(usize, usize),
    /// The node after the last item.
    List(usize),
    /// The node after the last member; each member is a key and a value.
    Object(usize),
}

impl Clone for Record {
    fn clone(&self) -> Self {
        let mut clone = Self::default();
        clone.clone_from(self);
        clone
    }

    /// Keeps what is allocated already, so that a batch of records can be used again.
    fn clone_from(&mut self, source: &Self) {
        self.text.clone_from(&source.text);
        self.nodes.clone_from(&source.nodes);
        self.slots.clone_from(&source.slots);
    }
}

impl Record {
    /// The value of a slot; none if the record does not have the field.
    #[inline]
    pub fn view(&self, slot: usize) -> Option<View<'_>> {
        let node = self.slots.get(slot).copied().flatten()?;
        Some(View::at(self, node))
    }

    /// The text or number of a slot; none if anything else stands there, or nothing.
    #[inline]
    pub fn text_at(&self, slot: usize) -> Option<&str> {
        match self.nodes.get(self.slots.get(slot).copied().flatten()?) {
            Some(Node::Text(start, end) | Node::Number(start, end)) => self.text.get(*start..*end),
            Some(Node::Null | Node::Boolean(_) | Node::List(_) | Node::Object(_)) | None => None,
        }
    }

    /// How many slots there are.
    pub fn slots(&self) -> usize {
        self.slots.len()
    }

    /// Forgets everything and has room for so many slots.
    pub fn start(&mut self, slots: usize) {
        self.text.clear();
        self.nodes.clear();
        self.slots.clear();
        self.slots.resize(slots, None);
    }

    /// Puts the values into other slots: `order` names for each new slot the old one, if there is one.
    pub fn rearrange(&mut self, order: &[Option<usize>]) {
        let of = |old: &Option<usize>| old.and_then(|old| self.slots.get(old).copied().flatten());
        self.slots = order.iter().map(of).collect();
    }

    /// Gives away all that the record holds, in pieces that tell two records apart: equal records give equal bytes, and
    /// different ones different bytes.
    pub fn content(&self, take: &mut dyn FnMut(&[u8])) {
        for (slot, _) in self.slots.iter().enumerate().filter(|(_, node)| node.is_some()) {
            let number = u32::try_from(slot).unwrap_or(u32::MAX);
            take(&number.to_le_bytes());
            if let Some(view) = self.view(slot) {
                view.content(take);
            }
        }
        // No slot has this number.
        take(&[u8::MAX; 4]);
    }

    /// How much memory it takes, in bytes.
    pub fn bytes(&self) -> usize {
        self.text.len() + self.nodes.len() * size_of::<Node>()
    }

    /// How many values are kept.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether no value is kept.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Says that the next value is that of a slot; false if the slot has one.
    #[inline]
    pub fn claim(&mut self, slot: usize) -> bool {
        if slot >= self.slots.len() {
            self.slots.resize(slot + 1, None);
        }
        match self.slots.get_mut(slot) {
            Some(place @ None) => {
                *place = Some(self.nodes.len());
                true
            }
            Some(Some(_)) | None => false,
        }
    }

    /// A value that is `null`.
    pub fn null(&mut self) {
        self.nodes.push(Node::Null);
    }

    /// A value that is yes or no.
    pub fn boolean(&mut self, yes: bool) {
        self.nodes.push(Node::Boolean(yes));
    }

    /// A text, as served.
    #[inline]
    pub fn text(&mut self, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.nodes.push(Node::Text(start, self.text.len()));
    }

    /// The key of the next member of an object.
    pub fn key(&mut self, name: &str) {
        self.text(&normalise(name));
    }

    /// A number, in the shortest digits that mean it.
    pub fn number(&mut self, number: fmt::Arguments<'_>) {
        let start = self.text.len();
        // Writing to a text cannot fail.
        let _ = self.text.write_fmt(number);
        self.nodes.push(Node::Number(start, self.text.len()));
    }

    /// Begins a text that comes in pieces; its node.
    pub fn open_text(&mut self) -> usize {
        self.nodes.push(Node::Text(self.text.len(), self.text.len()));
        self.nodes.len() - 1
    }

    /// A piece of the text that is open.
    pub fn append(&mut self, piece: &str) {
        self.text.push_str(piece);
    }

    /// A character of the text that is open.
    pub fn append_char(&mut self, piece: char) {
        self.text.push(piece);
    }

    /// What an open text holds so far.
    pub fn open_so_far(&self, node: usize) -> &str {
        match self.nodes.get(node) {
            Some(Node::Text(start, _)) => self.text.get(*start..).unwrap_or_default(),
            Some(Node::Null | Node::Boolean(_) | Node::Number(..) | Node::List(_) | Node::Object(_))
            | None => "",
        }
    }

    /// Makes an object of an open text, which is forgotten.
    pub fn turn_into_object(&mut self, node: usize) {
        if let Some(Node::Text(start, _)) = self.nodes.get(node) {
            self.text.truncate(*start);
        }
        if let Some(node) = self.nodes.get_mut(node) {
            *node = Node::Object(0);
        }
    }

    /// The first key of the object that began at a node.
    pub fn first_key(&self, node: usize) -> Option<&str> {
        match (self.nodes.get(node)?, self.nodes.get(node + 1)?) {
            (Node::Object(_), Node::Text(start, end)) => self.text.get(*start..*end),
            _ => None,
        }
    }

    /// Makes null of the object that began at a node, which is forgotten.
    pub fn turn_into_null(&mut self, node: usize) {
        if let Some(Node::Text(start, _)) = self.nodes.get(node + 1) {
            self.text.truncate(*start);
        }
        self.nodes.truncate(node + 1);
        if let Some(node) = self.nodes.get_mut(node) {
            *node = Node::Null;
        }
    }

    /// Begins a list; its node.
    pub fn open_list(&mut self) -> usize {
        self.nodes.push(Node::List(0));
        self.nodes.len() - 1
    }

    /// Begins an object; its node.
    pub fn open_object(&mut self) -> usize {
        self.nodes.push(Node::Object(0));
        self.nodes.len() - 1
    }

    /// Ends the text, list or object that began at a node.
    pub fn close(&mut self, node: usize) {
        let (text, next) = (self.text.len(), self.nodes.len());
        match self.nodes.get_mut(node) {
            Some(Node::Text(_, end)) => *end = text,
            Some(Node::List(end) | Node::Object(end)) => *end = next,
            Some(Node::Null | Node::Boolean(_) | Node::Number(..)) | None => {}
        }
    }

    /// A key that stands twice in the object at a node.
    pub fn repeated_key(&mut self, node: usize) -> Option<&str> {
        let Some(Node::Object(end)) = self.nodes.get(node).copied() else { return None };
        let mut keys = std::mem::take(&mut self.keys);
        keys.clear();
        let mut at = node + 1;
        while at < end {
            if let Some(Node::Text(start, end)) = self.nodes.get(at) {
                keys.push((*start, *end));
            }
            at = self.after(at + 1);
        }
        let repeated = repeated(&mut keys, &self.text);
        self.keys = keys;
        repeated.and_then(|(start, end)| self.text.get(start..end))
    }

    /// The key of a member, which stands before its value; empty where none does.
    #[inline]
    pub(super) fn key_at(&self, node: usize) -> &str {
        match self.nodes.get(node) {
            Some(Node::Text(start, end)) => self.text.get(*start..*end).unwrap_or_default(),
            Some(Node::Null | Node::Boolean(_) | Node::Number(..) | Node::List(_) | Node::Object(_))
            | None => "",
        }
    }

    /// The node after a value and all that it holds.
    #[inline]
    pub(super) fn after(&self, node: usize) -> usize {
        match self.nodes.get(node) {
            Some(Node::List(end) | Node::Object(end)) => *end,
            Some(Node::Null | Node::Boolean(_) | Node::Text(..) | Node::Number(..)) | None => node + 1,
        }
    }
}
