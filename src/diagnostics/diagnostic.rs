//! One mistake of an author.

use super::Code;
use crate::source::Span;

/// A mistake: what was found, where, what is allowed, and the repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// What is wrong: lower case, no full stop, the author's words in back-quotes.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What is said beside the underlined text; may be empty.
    pub label: String,
    /// Other places that belong to it.
    pub others: Vec<(Span, String)>,
    /// What is allowed, or why.
    pub notes: Vec<String>,
    /// Repairs.
    pub helps: Vec<Help>,
}

/// A repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// What to do.
    pub text: String,
    /// The change itself, where it is certain enough to be shown; all edits are of one file.
    pub edits: Vec<Edit>,
    /// Whether the text can have been meant in no other way: then it may be changed without asking.
    pub safe: bool,
}

/// Some bytes replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub span: Span,
    /// By what.
    pub replacement: String,
}

impl Edit {
    /// Replaces `span`.
    pub fn new(span: Span, replacement: impl Into<String>) -> Self {
        Self { span, replacement: replacement.into() }
    }
}

impl Diagnostic {
    /// A mistake at a place.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            span,
            label: String::new(),
            others: Vec::new(),
            notes: Vec::new(),
            helps: Vec::new(),
        }
    }

    /// Says something beside the underlined text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Points to another place.
    #[must_use]
    pub fn other(mut self, span: Span, label: impl Into<String>) -> Self {
        self.others.push((span, label.into()));
        self
    }

    /// Says what is allowed, or why.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.helps.push(Help { text: text.into(), edits: Vec::new(), safe: false });
        self
    }

    /// Shows what to do.
    #[must_use]
    pub fn repair(mut self, text: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.helps.push(Help { text: text.into(), edits, safe: false });
        self
    }

    /// Adds a repair of a text that can have been meant in no other way: `check --fix` makes it.
    #[must_use]
    pub fn mend(mut self, text: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.helps.push(Help { text: text.into(), edits, safe: true });
        self
    }

    /// Replaces the underlined text by a near name, if there is one; otherwise says what is allowed.
    #[must_use]
    pub fn did_you_mean(self, near: Option<&str>, otherwise: impl Into<String>) -> Self {
        match near {
            Some(near) => {
                let edit = Edit::new(self.span, near);
                self.repair(format!("did you mean `{near}`?"), vec![edit])
            }
            None => self.help(otherwise),
        }
    }
}
