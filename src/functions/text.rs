//! `text`: plain text for people.

use std::borrow::Cow;

use super::function::{Example, Function, Gives, Takes, on_text};
use super::markup;
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "text",
    takes: Takes::Each(&[Kind::Raw, Kind::Text, Kind::Html]),
    params: &[],
    cells: None,
    gives: Gives::One(Kind::Text),
    summary: "plain text; tags and entities are resolved, paragraphs kept",
    doc: "Without `<` and `&` the text is kept, but for line ends (one `\\n`), spaces at the end of lines, \
         and white space at both ends.\n\nOtherwise it is read as HTML. `<br>` and blocks such as `<p>` \
         and `<li>` become line breaks, more than one blank line becomes one, runs of spaces become one; \
         line breaks of the source are kept where there are no blocks. Entities are decoded, also those \
         that were escaped twice (`&amp;eacute;`), and so is HTML that was escaped as a whole \
         (`&lt;p&gt;`). Scripts, styles, frames and comments are left out. A lone `<` or `&` is \
         text.\n\nMore than 64 KiB with `<` or `&` are invalid.",
    examples: &[
        Example {
            call: "text",
            input: r#""Un <strong>bel</strong> h&ocirc;tel.<br />Deux lignes""#,
            output: r#""Un bel hôtel.\nDeux lignes""#,
        },
        Example { call: "text", input: r#""<p>A</p><p>B &amp; C</p>""#, output: r#""A\nB & C""# },
        Example { call: "text", input: r#""Un\r\n\r\nDeux  ""#, output: r#""Un\n\nDeux""# },
        Example { call: "text", input: r#""Caf&amp;eacute;""#, output: r#""Café""# },
        Example { call: "text", input: r#""moins de 3 < 5""#, output: r#""moins de 3 < 5""# },
        Example { call: "text", input: r#""<p></p>""#, output: "missing" },
    ],
    build: |_| {
        Ok(on_text(|text| {
            if !text.contains(['<', '&']) {
                return Value::text(lines(text));
            }
            if text.len() > markup::LIMIT {
                return Value::invalid(markup::TOO_LONG, text);
            }
            Value::text(lines(Cow::Owned(markup::text(&text))))
        }))
    },
};

/// One kind of line end, no spaces before it, no white space at both ends. Clean text stays borrowed.
fn lines(text: Cow<'_, str>) -> Cow<'_, str> {
    let before_end = |line: &str| line.ends_with([' ', '\t', '\r', '\u{a0}']);
    if !text.contains('\r') && !text.split('\n').any(before_end) && text.trim().len() == text.len() {
        return text;
    }
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = unix.split('\n').map(str::trim_end).collect();
    Cow::Owned(lines.join("\n").trim().to_owned())
}
