//! `email`: an e-mail address.

use std::borrow::Cow;

use email_address::{EmailAddress, Options};

use super::function::{Example, Function, Gives, Takes, on_text};
use super::host::is_host;
use crate::value::{Kind, Value, bytes};

pub(super) static FUNCTION: Function = Function {
    name: "email",
    takes: Takes::Each(&[Kind::Raw, Kind::Text]),
    params: &[],
    cells: None,
    gives: Gives::One(Kind::Email),
    summary: "an e-mail address",
    doc: "White space at both ends and a leading `mailto:` are removed, the domain gets small letters; the \
         part before the `@` is kept as it is, since its case may count. The domain needs a dot. Several \
         addresses in one value, a name beside the address, and everything else are invalid. Whether \
         anybody reads mail there is not asked.",
    examples: &[
        Example { call: "email", input: r#"" Contact@Example.ORG ""#, output: r#""Contact@example.org""# },
        Example {
            call: "email",
            input: r#""mailto:contact@example.org""#,
            output: r#""contact@example.org""#,
        },
        Example { call: "email", input: r#""02 61 91 79 55""#, output: "invalid: not an e-mail address" },
        Example { call: "email", input: r#""contact@example""#, output: "invalid: not an e-mail address" },
        Example {
            call: "email",
            input: r#""a@example.org, b@example.org""#,
            output: "invalid: more than one e-mail address",
        },
    ],
    build: |_| {
        Ok(on_text(|text| {
            let text = match plain(text) {
                Ok(address) => return Value::text(address),
                Err(text) => text,
            };
            match judge(&text) {
                Ok(address) => Value::text(address),
                Err(why) => Value::invalid(why, text),
            }
        }))
    },
};

/// An address as most are written, which needs no parser: letters, digits, `.`, `-` and `_`, then a host, which gets
/// small letters. Any other text comes back as it is.
fn plain(text: Cow<'_, str>) -> Result<Cow<'_, str>, Cow<'_, str>> {
    let Some(at) = bytes::find(b'@', text.as_bytes()) else { return Err(text) };
    let (name, host) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
    if !is_plain_name(name.as_bytes()) {
        return Err(text);
    }
    if is_host(host.as_bytes()) {
        return Ok(text);
    }
    let host = host.to_ascii_lowercase();
    if is_host(host.as_bytes()) { Ok(Cow::Owned([name, "@", &host].concat())) } else { Err(text) }
}

fn is_plain_name(name: &[u8]) -> bool {
    let of_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let dots = name.first() == Some(&b'.')
        || name.last() == Some(&b'.')
        || name.windows(2).any(|pair| pair == b"..");
    (1..=64).contains(&name.len()) && name.iter().all(of_name) && !dots
}

fn judge(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    let address = match text.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => text.get(7..).unwrap_or_default().trim(),
        Some(_) | None => text,
    };
    if address.matches('@').count() > 1 {
        return Err("more than one e-mail address");
    }
    let options = Options::default().with_required_tld().without_display_text().without_domain_literal();
    let parsed = EmailAddress::parse_with_options(address, options).map_err(|_| "not an e-mail address")?;
    Ok(format!("{}@{}", parsed.local_part(), lower(parsed.domain())))
}

fn lower(domain: &str) -> Cow<'_, str> {
    if domain.chars().any(char::is_uppercase) {
        Cow::Owned(domain.to_lowercase())
    } else {
        Cow::Borrowed(domain)
    }
}
