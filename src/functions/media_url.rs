//! `media_url`: the address of a photo or document.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::function::{Example, Function, Gives, Takes, on_text};
use super::markup;
use super::url;
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "media_url",
    takes: Takes::Each(&[Kind::Raw, Kind::Text, Kind::Url]),
    params: &[],
    cells: None,
    gives: Gives::One(Kind::Url),
    summary: "the address of a photo or document, from an address or a bare file name",
    doc: "A bare file name, which has an ending of two to five letters and no slash, is percent-encoded \
         and put behind the address `media:` of head.yaml; without that address it is invalid. Of `<img \
         src=…>` the address is taken.\n\nAll else is judged by `url`, but spaces inside are \
         percent-encoded, since file names have them.",
    examples: &[
        Example {
            call: "media_url",
            input: r#""f1.jpg""#,
            output: r#""https://media.example.org/upload/f1.jpg""#,
        },
        Example {
            call: "media_url",
            input: r#""Vue d'été n°1.JPG""#,
            output: r#""https://media.example.org/upload/Vue%20d'%C3%A9t%C3%A9%20n%C2%B01.JPG""#,
        },
        Example {
            call: "media_url",
            input: r#""http://media.example.org/upload/f 1.jpg""#,
            output: r#""http://media.example.org/upload/f%201.jpg""#,
        },
        Example {
            call: "media_url",
            input: r#""<img src=\"http://media.example.org/a.jpg?w=1&amp;h=2\" />""#,
            output: r#""http://media.example.org/a.jpg?w=1&h=2""#,
        },
        Example {
            call: "media_url",
            input: r#""Office de tourisme""#,
            output: "invalid: neither an address nor a file name",
        },
    ],
    build: |args| {
        let media = args.media.map(str::to_owned);
        Ok(on_text(move |text| match judge(&text, media.as_deref()) {
            Ok(Cow::Borrowed(address)) if address.len() == text.len() => Value::text(text),
            Ok(address) => Value::text(address.into_owned()),
            Err(why) => Value::invalid(why, text),
        }))
    },
};

/// What a file name may keep; `%` is encoded too, since a name is not yet an address.
const IN_NAME: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b',');

fn judge<'t>(text: &'t str, media: Option<&str>) -> Result<Cow<'t, str>, &'static str> {
    if (text.starts_with("https://") || text.starts_with("http://"))
        && let Ok(address) = url::judge(text)
    {
        return Ok(address);
    }
    parse(text, media).map(Cow::Owned)
}

fn parse(text: &str, media: Option<&str>) -> Result<String, &'static str> {
    if text.len() > markup::LIMIT {
        return Err("longer than a web address");
    }
    let image;
    let mut address = text.trim();
    if address.starts_with('<') {
        image = markup::attribute(address, "img", "src")
            .or_else(|| markup::attribute(address, "a", "href"))
            .ok_or("HTML without an image")?;
        address = image.trim();
    }
    if is_file_name(address) {
        let media = media.ok_or("a file name, and head.yaml has no `media:` address")?;
        return Ok(format!("{media}{}", utf8_percent_encode(address, IN_NAME)));
    }
    let host = address.split(['/', '?', '#']).next().unwrap_or_default();
    let is_address = address.contains("//") || (address.contains('/') && host.contains('.'));
    if !is_address {
        return Err("neither an address nor a file name");
    }
    url::judge(&address.replace(' ', "%20")).map(Cow::into_owned)
}

/// `name.ext`, and not an address.
fn is_file_name(text: &str) -> bool {
    let Some((name, ending)) = text.rsplit_once('.') else { return false };
    let is_web = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    !name.trim_matches('.').is_empty()
        && (2..=5).contains(&ending.len())
        && ending.bytes().all(|b| b.is_ascii_alphanumeric())
        && !is_web
        && !text.contains(|c: char| c.is_control() || "/\\:*?\"<>|@".contains(c))
}
