//! Namespaces: which prefix stands for which, and where.
//!
//! **Invariant:** an element means what its namespace and its local name say, whatever its prefix is.

/// The namespaces that mean something here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    /// `http://www.w3.org/2005/Atom`.
    Atom,
    /// That of the fields, usually `d:`.
    Data,
    /// That of `m:properties` and `m:null`, usually `m:`.
    Metadata,
    /// Any other.
    Other,
    /// None.
    Nothing,
}

impl Space {
    fn of(name: &str) -> Self {
        match name {
            "http://www.w3.org/2005/Atom" => Self::Atom,
            "http://schemas.microsoft.com/ado/2007/08/dataservices" => Self::Data,
            "http://schemas.microsoft.com/ado/2007/08/dataservices/metadata" => Self::Metadata,
            "" => Self::Nothing,
            _ => Self::Other,
        }
    }
}

/// The declarations in scope, the innermost last.
#[derive(Debug, Default)]
pub(crate) struct Spaces {
    declared: Vec<(Vec<u8>, Space)>,
}

impl Spaces {
    /// `xmlns:prefix="name"`; the prefix is empty for `xmlns="name"`.
    pub(crate) fn declare(&mut self, prefix: &[u8], name: &str) {
        self.declared.push((prefix.to_vec(), Space::of(name)));
    }

    /// How many declarations are in scope.
    pub(crate) fn count(&self) -> usize {
        self.declared.len()
    }

    /// Takes back all but the first declarations; whether there was something to take back.
    pub(crate) fn keep(&mut self, count: usize) -> bool {
        let some = self.declared.len() > count;
        self.declared.truncate(count);
        some
    }

    /// The namespace of an element with this prefix, empty for none; nothing if no `xmlns` declares the prefix.
    pub(crate) fn resolve(&self, prefix: &[u8]) -> Option<Space> {
        if prefix == b"xml" {
            return Some(Space::Other);
        }
        let declared =
            self.declared.iter().rev().find(|(known, _)| same(known, prefix)).map(|(_, space)| *space);
        declared.or(prefix.is_empty().then_some(Space::Nothing))
    }
}

/// Whether two prefixes are one. They are a letter or two: a call of `memcmp` would take longer.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(byte, due)| byte == due)
}

/// A name as its prefix, empty for none, and the rest.
pub(crate) fn split(name: &[u8]) -> (&[u8], &[u8]) {
    // A prefix is a letter or two: `memchr` would take longer.
    match name.iter().position(|byte| *byte == b':') {
        Some(colon) => (&name[..colon], &name[colon + 1..]),
        None => (b"", name),
    }
}
