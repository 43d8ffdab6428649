//! The elements that are open.
//!
//! **Invariant:** the names are kept here and not borrowed, since an element may be open over many chunks.

/// What an open element means for what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// None is open.
    Document,
    /// `feed`.
    Feed,
    /// `entry`: a record.
    Entry,
    /// `content`, in which `m:properties` may stand.
    Content,
    /// `m:properties`: what is in it are fields.
    Properties,
    /// Any other, which is passed over with all that is in it.
    Other,
}

#[derive(Debug)]
struct Frame {
    /// Where its name begins in `names`.
    name: usize,
    /// How many namespaces were declared before it.
    spaces: usize,
    role: Role,
}

/// The open elements, the innermost last.
#[derive(Debug, Default)]
pub(crate) struct Open {
    names: Vec<u8>,
    frames: Vec<Frame>,
}

impl Open {
    pub(crate) fn push(&mut self, name: &[u8], spaces: usize, role: Role) {
        self.frames.push(Frame { name: self.names.len(), spaces, role });
        self.names.extend_from_slice(name);
    }

    /// Closes the innermost element: how many namespaces were declared before it, and its role.
    pub(crate) fn pop(&mut self) -> Option<(usize, Role)> {
        let frame = self.frames.pop()?;
        self.names.truncate(frame.name);
        Some((frame.spaces, frame.role))
    }

    /// The role of the innermost element.
    pub(crate) fn role(&self) -> Role {
        self.frames.last().map_or(Role::Document, |frame| frame.role)
    }

    /// The name of the innermost element with its prefix; none if none is open.
    pub(crate) fn name(&self) -> Option<&[u8]> {
        self.frames.last().map(|frame| &self.names[frame.name..])
    }

    pub(crate) fn depth(&self) -> usize {
        self.frames.len()
    }
}
