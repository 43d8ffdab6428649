//! `html`: HTML that may be shown.

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::Builder;

use super::function::{Example, Function, Gives, Takes, on_text};
use super::markup;
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "html",
    takes: Takes::Each(&[Kind::Raw, Kind::Text]),
    params: &[],
    cells: None,
    gives: Gives::One(Kind::Html),
    summary: "HTML with nothing in it but text, lists, emphasis and links",
    doc: "Kept are `p`, `br`, `ul`, `ol`, `li`, `strong`, `b`, `em`, `i`, `u`, `h2`, `h3`, `h4` and links \
         with `http`, `https`, `mailto` or `tel`; all other tags and attributes are left out, scripts, \
         styles and frames with their content. The result is well-formed whatever the source was. Plain \
         text becomes HTML: its line breaks become `<br>`. HTML without any text is missing.\n\nMore than \
         64 KiB, or more than 1000 tags, are invalid.",
    examples: &[
        Example {
            call: "html",
            input: r#""Un <strong onclick=\"x()\">bel</strong> h&ocirc;tel""#,
            output: r#""Un <strong>bel</strong> hôtel""#,
        },
        Example { call: "html", input: r#""<p>A<p>B""#, output: r#""<p>A</p><p>B</p>""# },
        Example { call: "html", input: r#""A & B\nC""#, output: r#""A &amp; B<br>C""# },
        Example {
            call: "html",
            input: r#""<iframe src=\"https://www.example.org\"></iframe>""#,
            output: "missing",
        },
    ],
    build: |_| {
        Ok(on_text(|text| {
            if text.len() > markup::LIMIT {
                return Value::invalid(markup::TOO_LONG, text);
            }
            let source = markup::peel(&text);
            // The tree builder is quadratic in unclosed tags.
            if source.matches('<').count() > 1000 {
                return Value::invalid("more than 1000 tags", text);
            }
            let clean = CLEANER.clean(&source).to_string();
            if markup::text(&clean).is_empty() {
                return Value::Missing;
            }
            let is_plain = !source.contains('<');
            Value::text(if is_plain { clean.trim().replace('\n', "<br>") } else { clean.trim().to_owned() })
        }))
    },
};

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from([
            "p", "br", "ul", "ol", "li", "strong", "b", "em", "i", "u", "h2", "h3", "h4", "a",
        ]))
        .clean_content_tags(HashSet::from([
            "script", "style", "iframe", "noframes", "noembed", "title", "textarea",
        ]))
        .add_tag_attributes("a", ["href"])
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(Some("noopener noreferrer"));
    builder
});
