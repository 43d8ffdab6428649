//! Namespaces: which prefix stands for which, and where.
//!
//! **Invariant:** what is remembered about a prefix is forgotten whenever a declaration comes into or goes out of
//! scope.

use quick_xml::events::BytesStart;
use quick_xml::name::{NamespaceError, NamespaceResolver, QName, ResolveResult};

/// The namespaces that mean something here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Space {
    /// `http://www.w3.org/2005/Atom`.
    Atom,
    /// `http://schemas.microsoft.com/ado/2007/08/dataservices`, usually `d:`.
    Data,
    /// `http://schemas.microsoft.com/ado/2007/08/dataservices/metadata`, usually `m:`.
    Metadata,
    /// Any other.
    Other,
    /// None.
    #[default]
    None,
}

impl Space {
    fn of(name: &str) -> Self {
        match name {
            "http://www.w3.org/2005/Atom" => Self::Atom,
            "http://schemas.microsoft.com/ado/2007/08/dataservices" => Self::Data,
            "http://schemas.microsoft.com/ado/2007/08/dataservices/metadata" => Self::Metadata,
            _ => Self::Other,
        }
    }
}

/// The declarations in scope. The resolver hears only of elements that declare something, which are few.
#[derive(Clone, Debug, Default)]
pub(in crate::feed) struct Names {
    resolver: NamespaceResolver,
    /// The depths of the open elements that declare something.
    declaring: Vec<usize>,
    /// The prefixes that were met since the scope last changed; empty for none.
    known: Vec<(String, Space)>,
}

/// More prefixes than that are looked up anew each time.
const MOST_PREFIXES: usize = 16;

impl Names {
    /// An element is opened at a depth.
    pub(super) fn open(&mut self, tag: &BytesStart<'_>, depth: usize) -> Result<(), NamespaceError> {
        if tag.attributes_raw().contains("xmlns") {
            self.resolver.push(tag)?;
            self.declaring.push(depth);
            self.known.clear();
        }
        Ok(())
    }

    /// The element at a depth is closed.
    pub(super) fn close(&mut self, depth: usize) {
        if self.declaring.last() == Some(&depth) {
            self.declaring.pop();
            self.resolver.pop();
            self.known.clear();
        }
    }

    /// The namespace of an element with this prefix, empty for none; `Err` if nothing declares the prefix.
    pub(super) fn space(&mut self, prefix: &str) -> Result<Space, ()> {
        if let Some((_, space)) = self.known.iter().find(|(known, _)| known == prefix) {
            return Ok(*space);
        }
        let name = if prefix.is_empty() { "x".to_owned() } else { format!("{prefix}:x") };
        let space = match self.resolver.resolve_element(QName(&name)).0 {
            ResolveResult::Bound(namespace) => Space::of(namespace.into_inner()),
            ResolveResult::Unbound if prefix.is_empty() => Space::None,
            ResolveResult::Unbound | ResolveResult::Unknown(_) => return Err(()),
        };
        if self.known.len() < MOST_PREFIXES {
            self.known.push((prefix.to_owned(), space));
        }
        Ok(space)
    }
}
