//! `url`: a web address.

use std::borrow::Cow;

use url::{Host, Url};

use super::function::{Example, Function, Gives, Takes, on_text};
use super::{host, markup};
use crate::value::bytes::{none, within};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "url",
    takes: Takes::Each(&[Kind::Raw, Kind::Text, Kind::Url]),
    params: &[],
    cells: None,
    gives: Gives::One(Kind::Url),
    summary: "a web address with http or https",
    doc: "An address without a scheme (`www.…`, a bare host with or without a path) gets `http://`: its \
         true scheme is not known, and a site on https redirects from http, not the other way round. \
         `&amp;` becomes `&`, and of `<a href='…'>` the address is taken. `|`, `^`, `{`, `}` and the \
         back-quote, which no address may hold, are percent-encoded. Otherwise the address is kept as it \
         was written: no slash is added, no letter changed.\n\nInvalid are: other schemes, e-mail \
         addresses, telephone numbers, white space inside, two addresses in one value, a user name or \
         password, and a host that is no name with a dot. Whether anything answers there is not asked.",
    examples: &[
        Example {
            call: "url",
            input: r#""https://www.example.org/a?b=1""#,
            output: r#""https://www.example.org/a?b=1""#,
        },
        Example { call: "url", input: r#""www.example.org ""#, output: r#""http://www.example.org""# },
        Example {
            call: "url",
            input: r#""<a href='http://www.example.org/x?a=1&amp;b=2' target=blank>site</a>""#,
            output: r#""http://www.example.org/x?a=1&b=2""#,
        },
        Example {
            call: "url",
            input: r#""https://site.example.org/#/media/381""#,
            output: r#""https://site.example.org/#/media/381""#,
        },
        Example {
            call: "url",
            input: r#""contact@example.org""#,
            output: "invalid: an e-mail address, not a web address",
        },
        Example {
            call: "url",
            input: r#""02 61 91 79 55""#,
            output: "invalid: a telephone number, not a web address",
        },
        Example {
            call: "url",
            input: r#""ftp://www.example.org""#,
            output: "invalid: neither http nor https",
        },
        Example {
            call: "url",
            input: r#""voir notre site""#,
            output: "invalid: white space in a web address",
        },
        Example {
            call: "url",
            input: r#""http://localhost/x""#,
            output: "invalid: not a web address: its host has no dot",
        },
    ],
    build: |_| {
        Ok(on_text(|text| match judge(&text) {
            Ok(Cow::Borrowed(address)) if address.len() == text.len() => Value::text(text),
            Ok(address) => Value::text(address.into_owned()),
            Err(why) => Value::invalid(why, text),
        }))
    },
};

/// Longer than any address that browsers share.
const LIMIT: usize = 4096;

/// The address, or what is wrong.
pub(super) fn judge(text: &str) -> Result<Cow<'_, str>, &'static str> {
    if let Some(address) = plain(text) {
        return Ok(address);
    }
    parse(text).map(Cow::Owned)
}

/// An address as most are written, for which no parser is needed: it is kept, behind `http://` where it has no scheme.
fn plain(text: &str) -> Option<Cow<'_, str>> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    if is_plain(rest.unwrap_or(text)) {
        return Some(if rest.is_some() {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(["http://", text].concat())
        });
    }
    None
}

/// 0 for a character of a path about which nothing has to be done.
#[inline]
fn of_path(byte: u8) -> u8 {
    let is = |sign: u8| u8::from(byte == sign);
    let letter = within(byte | 0x20, b'a', 26);
    let others = is(b'_') | is(b'~') | is(b'?') | is(b'=') | is(b'&') | is(b'%') | is(b'#') | is(b'+');
    // `-`, `.`, `/` and the digits stand side by side.
    1 ^ (letter | within(byte, b'-', 13) | others)
}

/// Whether what follows a scheme is a host of small letters, digits and hyphens, and a path of nothing that would have
/// to be encoded, could part two addresses, or stands for something else.
fn is_plain(rest: &str) -> bool {
    if rest.len() > 1000 {
        return false;
    }
    let end = host::length(rest.as_bytes());
    let Some(path) = end.and_then(|end| rest.as_bytes().get(end..)) else { return false };
    matches!(path, [] | [b'/' | b'?' | b'#', ..]) && none(path, of_path)
}

/// The address by the rules of the web, or what is wrong.
fn parse(text: &str) -> Result<String, &'static str> {
    if text.len() > LIMIT {
        return Err("longer than a web address");
    }
    let link;
    let mut address = text.trim();
    if address.starts_with('<') {
        link = markup::attribute(address, "a", "href").ok_or("HTML without a link")?;
        address = link.trim();
    }
    let address = address.replace("&amp;", "&");
    if let Some(why) = wrong_kind(&address) {
        return Err(why);
    }
    let address = with_scheme(address)?;
    let parsed = Url::parse(&address).map_err(|_| "not a web address")?;
    if !parsed.username().is_empty() || parsed.password().is_some() {
        return Err("a user name in a web address");
    }
    match parsed.host() {
        Some(Host::Domain(host)) if is_name(host) => Ok(encode(&address)),
        Some(Host::Domain(_) | Host::Ipv4(_) | Host::Ipv6(_)) | None => {
            Err("not a web address: its host has no dot")
        }
    }
}

fn wrong_kind(address: &str) -> Option<&'static str> {
    let host = address.split(['/', '?', '#']).next().unwrap_or_default();
    let is_phone = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".+-()/".contains(c);
    let lower = address.to_ascii_lowercase();
    if lower.starts_with("mailto:") || (host.contains('@') && !host.contains(':')) {
        Some("an e-mail address, not a web address")
    } else if lower.starts_with("tel:")
        || (address.chars().all(is_phone) && address.contains(|c: char| c.is_ascii_digit()))
    {
        Some("a telephone number, not a web address")
    } else if [";http", ",http", " http", ";www.", ",www.", " www."].iter().any(|next| lower.contains(next)) {
        Some("more than one web address")
    } else if address.contains(char::is_whitespace) {
        Some("white space in a web address")
    } else if address.contains(|c: char| c.is_control() || "<>\"\\".contains(c)) {
        Some("not a web address")
    } else {
        None
    }
}

fn with_scheme(address: String) -> Result<String, &'static str> {
    let starts =
        |prefix: &str| address.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    if starts("http://") || starts("https://") {
        return Ok(address);
    }
    if let Some(rest) = address.strip_prefix("//") {
        return Ok(format!("http://{rest}"));
    }
    // `host:8080/x` has a colon too, but digits after it.
    let scheme = address.split_once(':').filter(|(scheme, rest)| {
        scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
            && !rest.starts_with(|c: char| c.is_ascii_digit())
    });
    if scheme.is_some() { Err("neither http nor https") } else { Ok(format!("http://{address}")) }
}

/// `example.org`: at least two labels, none empty, and the last one no number.
fn is_name(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let last = host.rsplit('.').next().unwrap_or_default();
    host.contains('.')
        && host.split('.').all(|label| !label.is_empty())
        && last.len() >= 2
        && last.starts_with(|c: char| c.is_ascii_alphabetic())
}

fn encode(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '|' => encoded.push_str("%7C"),
            '^' => encoded.push_str("%5E"),
            '{' => encoded.push_str("%7B"),
            '}' => encoded.push_str("%7D"),
            '`' => encoded.push_str("%60"),
            c => encoded.push(c),
        }
    }
    encoded
}
