//! The items of a text, one by one.

use super::Layout;
use crate::manifest::{ItemStart, NextItem};
use crate::value::{Cut, Separator, Value};

/// The items of a text that a layout takes apart, as they are written.
#[derive(Debug)]
pub struct Items<'r> {
    layout: &'r Layout,
    separator: &'r Separator,
    /// What is still to be taken apart.
    text: Option<&'r str>,
}

impl<'r> Items<'r> {
    /// The items of a text.
    pub(super) fn new(layout: &'r Layout, separator: &'r Separator, text: &'r str) -> Self {
        Self { layout, separator, text: Some(text) }
    }

    /// Whether they have cells.
    pub fn have_cells(&self) -> bool {
        self.layout.has_cells()
    }

    /// What the next item is, cut into the cells that `cut` keeps.
    #[inline]
    pub fn value(&mut self, cut: &mut Cut<'r>) -> Option<Value<'r>> {
        if let Some((value, rest)) = self.layout.first(self.text?, cut) {
            self.text = rest;
            return Some(value);
        }
        let item = self.next()?;
        Some(self.layout.item(item, cut))
    }
}

impl<'r> Iterator for Items<'r> {
    type Item = &'r str;

    #[inline]
    fn next(&mut self) -> Option<&'r str> {
        let text = self.text?;
        let mut from = 0;
        while let Some(at) = self.separator.find(text.get(from..).unwrap_or_default()) {
            let (end, next) = (from + at, from + at + self.separator.as_str().len());
            let rest = text.get(next..).unwrap_or_default();
            if self.layout.begins_item(rest) {
                self.text = Some(rest);
                return text.get(..end);
            }
            from = next;
        }
        self.text = None;
        Some(text)
    }
}

impl Layout {
    /// Whether a new item begins with this text.
    #[inline]
    fn begins_item(&self, text: &str) -> bool {
        self.next == NextItem::Always || self.begins(text)
    }

    fn begins(&self, text: &str) -> bool {
        let text = text.trim_start();
        match &self.next {
            NextItem::Always => true,
            NextItem::Starts(starts) => text.is_empty() || starts.iter().any(|start| begins(*start, text)),
            NextItem::FirstCell(firsts) => {
                let first = match self.cell_separator() {
                    Some(separator) => separator.part(text).0,
                    None => text.split('|').next().unwrap_or(text),
                };
                let first = first.trim();
                firsts.iter().any(|known| known == first)
            }
        }
    }
}

/// Whether a text begins as such an item does.
fn begins(start: ItemStart, text: &str) -> bool {
    // No address or number is longer, and a text of separators is not searched again and again.
    let text = text.get(..text.floor_char_boundary(300)).unwrap_or(text);
    let word = text.split([' ', '#', '|', '/', '?']).next().unwrap_or(text);
    match start {
        ItemStart::Scheme => {
            let scheme = word.strip_suffix(':').unwrap_or_default();
            let rest = text.get(word.len()..).unwrap_or_default();
            rest.starts_with("//") && !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric())
        }
        ItemStart::Www => text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")),
        ItemStart::Host => is_host(word),
        ItemStart::Email => {
            word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && is_host(host))
        }
        ItemStart::Phone => {
            let number = text.split('#').next().unwrap_or(text);
            let digits = number.chars().filter(char::is_ascii_digit).count();
            let others = number.chars().filter(|c| !c.is_ascii_digit() && !" +().-/".contains(*c)).count();
            digits >= 8 && others == 0
        }
    }
}

/// What the last part of a file's name may be, so that `#plan.pdf` stays a fragment of its page.
const FILE_ENDINGS: &[&str] =
    &["html", "htm", "php", "asp", "aspx", "jsp", "pdf", "jpg", "jpeg", "png", "gif", "xml"];

/// `site.example.org`: labels between dots, the last of letters and no file's ending, none of a fragment's signs.
fn is_host(word: &str) -> bool {
    let mut labels = word.rsplit('.');
    let top = labels.next().unwrap_or_default();
    if FILE_ENDINGS.iter().any(|ending| top.eq_ignore_ascii_case(ending)) {
        return false;
    }
    let mut rest = labels.peekable();
    rest.peek().is_some()
        && top.len() >= 2
        && top.chars().all(|c| c.is_ascii_alphabetic())
        && rest.all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'))
}
