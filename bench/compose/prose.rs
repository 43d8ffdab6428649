//! Texts of a few hundred words, put together from sentences.
//!
//! **Invariant:** a text is never empty.

use crate::random::Random;
use crate::sentences::GAPS;

/// A selling text: mostly plain, with line breaks; one in eight is HTML with entities.
pub(crate) fn description(random: &mut Random, sentences: &[&'static str]) -> String {
    let paragraphs: Vec<String> = (0..random.between(3, 5))
        .map(|_| {
            let count = random.between(4, 8);
            let chosen = random.sample(sentences, count);
            let filled: Vec<String> = chosen.into_iter().map(|sentence| fill(random, sentence)).collect();
            filled.join(" ")
        })
        .collect();
    if random.chance(125) {
        return html(&paragraphs);
    }
    let text = paragraphs.join(random.pick(&["\n", "\n\n", "\n\n"]));
    // A word processor's entity that nobody noticed, as some real records hold it.
    if random.chance(30) { text.replace(" & ", " &amp; ") } else { text }
}

/// A remark of one or two sentences.
pub(crate) fn remark(random: &mut Random, sentences: &[&'static str]) -> String {
    let count = random.between(1, 2);
    let chosen = random.sample(sentences, count);
    let filled: Vec<String> = chosen.into_iter().map(|sentence| fill(random, sentence)).collect();
    filled.join(" ")
}

/// As an editor in a browser leaves it.
fn html(paragraphs: &[String]) -> String {
    let paragraphs: Vec<String> = paragraphs.iter().map(|paragraph| marked_up(paragraph)).collect();
    paragraphs.join("\n")
}

/// A paragraph as HTML, its beginning in bold.
fn marked_up(paragraph: &str) -> String {
    let escaped = paragraph
        .replace('&', "&amp;")
        .replace('é', "&eacute;")
        .replace('à', "&agrave;")
        .replace(" ;", "&nbsp;;")
        .replace(". ", ".<br />");
    match escaped.split_once(", ") {
        Some((start, rest)) => format!("<p><strong>{start}</strong>, {rest}</p>"),
        None => format!("<p>{escaped}</p>"),
    }
}

/// A sentence with its gaps filled.
fn fill(random: &mut Random, sentence: &str) -> String {
    let mut filled = String::with_capacity(sentence.len() * 2);
    let mut rest = sentence;
    while let Some((before, gap)) = rest.split_once('{') {
        filled.push_str(before);
        let (name, after) = gap.split_once('}').unwrap_or((gap, ""));
        let words = GAPS.iter().find(|(known, _)| *known == name).map_or(&[][..], |(_, words)| words);
        filled.push_str(random.pick(words));
        rest = after;
    }
    filled.push_str(rest);
    filled
}
