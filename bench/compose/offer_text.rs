//! Descriptions of offers, and shorter runs of words.
//!
//! **Invariant:** half of the descriptions are HTML, as editors in a browser leave it; the others have line breaks.

use crate::offer_words::ENTITIES;
use crate::random::Random;

/// A description of at least so many characters.
pub(crate) fn description(random: &mut Random, words: &str, least: u64) -> String {
    let words: Vec<&str> = words.split(' ').collect();
    let style = random.below(1000);
    let (has_entities, is_html) = (style < 700, style < 500);
    let mut text = String::new();
    let mut characters = 0;
    while characters < least {
        let piece = piece(random, &words, has_entities, is_html);
        characters += piece.chars().count() as u64;
        text.push_str(&piece);
    }
    text
}

/// One sentence, what an editor left behind it, and what parts it from the next one.
fn piece(random: &mut Random, words: &[&str], has_entities: bool, is_html: bool) -> String {
    let count = random.between(8, 22);
    let mut text = capitalised(&run(random, words, count));
    text.push('.');
    if has_entities && random.chance(250) {
        let (entity, word) = (random.pick(&ENTITIES), random.pick(words));
        text = format!("{text} {entity} {word}.");
    }
    if random.chance(80) {
        text.push_str(" Thé & café offerts.");
    }
    if !is_html {
        text.push_str(if random.chance(300) { "\r\n" } else { " " });
        return text;
    }
    text = match random.below(10) {
        0..4 => format!("<p>{text}</p>"),
        4..7 => format!("{text}<br />"),
        _ => format!("<strong>{text}</strong> "),
    };
    if random.chance(50) {
        let word = random.pick(words);
        text = format!(r#"{text}<a href="http://www.example.fr/?a=1&b=2" target="_blank">{word}</a>"#);
    }
    text
}

/// So many words at least and at most.
pub(crate) fn some_words(random: &mut Random, words: &str, least: u64, most: u64) -> String {
    let words: Vec<&str> = words.split(' ').collect();
    let count = random.between(least, most);
    run(random, &words, count)
}

/// So many words.
fn run(random: &mut Random, words: &[&str], count: u64) -> String {
    let chosen: Vec<&str> = (0..count).map(|_| random.pick(words)).collect();
    chosen.join(" ")
}

/// With a capital at its beginning.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
