//! What a path of a feed may be, by its values and by its name: evidence for the author, who decides.

use std::collections::BTreeSet;

use super::measure::Others;
use super::sampled::{Sampled, SampledPath};
use super::words::speaks_of;
use crate::functions::{self, Args, Notes, apply};
use crate::manifest::Pack;
use crate::program::Layout;
use crate::value::{Literal, Value, visible};

/// What is said of a path.
#[derive(Clone, Debug, Default)]
pub(super) struct Guess {
    /// What speaks for it, in a few words each.
    pub(super) evidence: Vec<String>,
    /// The field of an account and the steps of a rule that would do, where the values speak for one.
    pub(super) rule: Option<(&'static str, &'static str)>,
}

/// So many of the values must be what is said of all.
const MOST: f64 = 0.8;

/// So many different values are a list to choose from, where each stands there more than once.
const FEW: usize = 40;

/// What may part values, the longest first, and what may part cells.
const SEPARATORS: &[&str] =
    &["<br />", " // ", "##", "||", "::", " • ", "#", "|", ";", "~", "$", "•", " - ", "/", ",", "+", "-"];

/// Sites of which an account has an address each.
const SITES: &[(&str, &str)] = &[
    ("facebook.", "facebook"),
    ("instagram.", "instagram"),
    ("youtube.", "youtube"),
    ("youtu.be", "youtube"),
    ("tiktok.", "tikTok"),
    ("linkedin.", "linkedIn"),
    ("tripadvisor.", "tripAdvisor"),
    ("wa.me", "whatsapp"),
];

/// What speaks for this or that meaning of a path.
pub(super) fn guess(pack: &Pack, others: &Others, feed: &Sampled, path: &SampledPath) -> Guess {
    let mut guess = Guess::default();
    if let Some((targets, place)) = known(others, &path.path) {
        guess.evidence.push(format!("a field of this name is read for {targets} ({place})"));
    }
    let values = path.values.kept.as_slice();
    if let Some((says, target, steps)) = of_values(feed, values) {
        guess.evidence.push(says);
        // Members of collections need brackets, which the values do not tell; and INSEE codes look like postcodes.
        let plain = !path.path.contains('.') && !path.path.to_lowercase().contains("insee");
        guess.rule = target.filter(|_| plain).map(|target| (target, steps));
    } else if reads(path) {
        guess.evidence.push("texts for reading: description?".to_owned());
    } else if let Some(says) = layouts(pack, values) {
        guess.evidence.push(says);
    } else if let Some(parts) = parts(&path.path, values) {
        guess.evidence.extend(parts);
    } else if let Some(says) = choice(path) {
        guess.evidence.push(says);
    }
    if let (Some((word, target)), None) = (speaks_of(&path.path), &guess.rule) {
        guess.evidence.push(format!("a word of its name begins with `{word}`: {target}?"));
    }
    guess
}

/// For which fields of an account other rules read a path of that name, and the first of them.
fn known(others: &Others, path: &str) -> Option<(String, String)> {
    let name = path.rsplit('.').next().unwrap_or(path).to_lowercase();
    // Such short names mean something else everywhere.
    let known = others.names.get(&name).filter(|_| name.chars().count() > 1)?;
    let targets: BTreeSet<&str> = known.iter().map(|(target, _)| target.as_str()).collect();
    let (_, place) = known.first()?;
    let targets: Vec<String> = targets.into_iter().take(3).map(|target| format!("`{target}`")).collect();
    Some((targets.join(" and "), place.clone()))
}

/// What most values are, the field of an account for it, and the steps that make it.
fn of_values(feed: &Sampled, values: &[String]) -> Option<(String, Option<&'static str>, &'static str)> {
    if values.is_empty() {
        return None;
    }
    let found = |what: &str, count: usize| format!("{count} of {} are {what}", values.len());
    let most = |count: usize| ratio(count, values.len()) >= MOST;
    let titles = count(values, |value| feed.names.iter().any(|name| same(name, value)));
    if most(titles) {
        return Some((found("the name of a record", titles), Some("title"), " | squish"));
    }
    let emails = made("email", &[], values);
    if most(emails) {
        return Some((found("e-mail addresses", emails), Some("email"), " | email"));
    }
    let addresses = made("url", &[], values);
    let images = count(values, |value| {
        let value = value.to_lowercase();
        [".jpg", ".jpeg", ".png", ".webp", ".gif"].iter().any(|ending| value.contains(ending))
    });
    if most(images) {
        return Some((found("or hold addresses of pictures", images), None, ""));
    }
    if let Some((_, target)) = SITES.iter().find(|(host, _)| {
        let host = |value: &String| value.to_lowercase().contains(host);
        most(addresses) && most(values.iter().filter(|value| host(value)).count())
    }) {
        return Some((format!("addresses at {target}"), Some(target), " | url"));
    }
    if most(addresses) && most(count(values, |value| value.contains('.') && !value.contains(' '))) {
        return Some((found("web addresses", addresses), Some("website"), " | url"));
    }
    let postcodes = made("postcode", &["FR"], values);
    if most(postcodes) {
        return Some((
            found("five digits: postcodes, or INSEE codes", postcodes),
            Some("zipCode"),
            " | postcode(\"FR\")",
        ));
    }
    let phones = made("phone", &["FR"], values);
    if most(phones) {
        let mobile = |value: &str| {
            let digits: String = value.chars().filter(char::is_ascii_digit).collect();
            ["06", "07", "336", "337", "00336", "00337"].iter().any(|with| digits.starts_with(with))
        };
        let mobiles = count(values, mobile);
        let target = if mobiles * 2 > values.len() { "mobilePhone" } else { "phone" };
        return Some((found("telephone numbers", phones), Some(target), " | phone(\"FR\")"));
    }
    if let Some(place) = place(values) {
        return Some(place);
    }
    let yes = made("yes_no", &[], values);
    let few: BTreeSet<&str> = values.iter().map(String::as_str).collect();
    if most(yes) && few.len() <= 6 {
        return Some((
            found("yes or no: `… <- … | yes_no`, or `… <- \"code\" when … is \"…\"`", yes),
            None,
            "",
        ));
    }
    let dates = made("date", &[], values);
    if most(dates) {
        return Some((found("dates", dates), None, ""));
    }
    let numbers = made("integer", &[], values);
    if most(numbers) {
        return Some((found("whole numbers", numbers), None, ""));
    }
    None
}

/// Degrees with some digits behind the point, where France lies in Europe.
fn place(values: &[String]) -> Option<(String, Option<&'static str>, &'static str)> {
    let fine: Vec<f64> = values
        .iter()
        .map(|value| value.replace(',', "."))
        .filter(|value| value.split_once('.').is_some_and(|(_, behind)| behind.len() >= 3))
        .filter_map(|value| value.parse().ok())
        .collect();
    let most = |count: usize| ratio(count, values.len()) >= MOST;
    let within = |from: f64, to: f64| fine.iter().filter(|degrees| (from..to).contains(*degrees)).count();
    let (north, east) = (within(41.0, 51.6), within(-5.5, 9.8));
    if most(north) {
        return Some((format!("{north} of {} are degrees north", values.len()), Some("lat"), " | latitude"));
    }
    most(east).then(|| (format!("{east} of {} are degrees east", values.len()), Some("long"), " | longitude"))
}

/// Layouts of the pack that take most values apart, into cells or into several items.
fn layouts(pack: &Pack, values: &[String]) -> Option<String> {
    let mut fitting: Vec<(usize, &str)> = Vec::new();
    // Blanks stand in every text.
    let tells =
        |layout: &&crate::manifest::Layout| layout.items.as_deref().is_none_or(|by| !by.trim().is_empty());
    for layout in pack.layouts.all.iter().filter(tells) {
        let compiled = Layout::of(layout);
        let (mut taken, mut apart) = (0, 0);
        for value in values {
            let split = compiled.split(value);
            let (good, several) = match &split {
                Value::List(items) => (
                    !items.iter().any(|item| matches!(item, Value::Invalid(_))),
                    items.len() > 1 || items.iter().any(|item| matches!(item, Value::Element(_))),
                ),
                Value::Element(_) => (true, true),
                other => (!matches!(other, Value::Invalid(_)), false),
            };
            taken += usize::from(good);
            apart += usize::from(good && several);
        }
        // One that cuts cells says more than one that only cuts items.
        if ratio(taken, values.len()) >= 0.9 && ratio(apart, values.len()) >= 0.3 {
            fitting.push((layout.cells().len(), layout.name.value.as_str()));
        }
    }
    fitting.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
    let most = fitting.first()?.0;
    let names: Vec<String> = fitting
        .iter()
        .filter(|(cells, _)| *cells == most)
        .take(4)
        .map(|(_, name)| format!("`{name}`"))
        .collect();
    Some(format!("a list, or cells: it can be `read … as` {}", names.join(" or ")))
}

/// What stands between the items of most values, and between the cells of an item, where no layout knows it; and the
/// layout that would.
fn parts(path: &str, values: &[String]) -> Option<[String; 2]> {
    let mut pieces: Vec<String> = values.to_vec();
    let (mut said, mut items, mut cells) = (Vec::new(), None, None);
    for separator in SEPARATORS {
        let with = count(&pieces, |value| value.contains(separator));
        if ratio(with, pieces.len()) < least(separator) {
            continue;
        }
        let cut: Vec<Vec<String>> = pieces
            .iter()
            .map(|value| value.split(separator).map(|part| part.trim().to_owned()).collect())
            .collect();
        said.push(format!("`{separator}` stands in {with} of {}", pieces.len()));
        // A few that are odd are mistakes, which the layout is to refuse.
        let usual = |length: &usize| {
            ratio(cut.iter().filter(|parts| parts.len() == *length).count(), cut.len()) >= 0.1
        };
        let numbers: BTreeSet<usize> = cut.iter().map(Vec::len).filter(usual).collect();
        // Cells have their places: few numbers of them are usual. Items are as many as there are.
        let alike = numbers.len() <= 2 && !numbers.contains(&1);
        if alike || items.is_some() {
            cells = Some((separator, numbers));
            break;
        }
        items = Some(separator);
        pieces = cut.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    }
    let name: String = path.rsplit('.').next()?.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "_");
    let items = items.map_or(String::new(), |by| format!("items: {by:?}"));
    let between = if items.is_empty() { "" } else { ", " };
    let layout = match &cells {
        Some((by, numbers)) => format!("{items}{between}cells: {by:?}, names: {}", names(numbers)),
        None if items.is_empty() => return None,
        None => items,
    };
    Some([
        format!("{}; no layout takes it apart. In layouts.yaml of this head:", said.join(", ")),
        format!("  {name}: {{ {layout} }}"),
    ])
}

/// Names for so many cells.
fn names(numbers: &BTreeSet<usize>) -> String {
    let form = |count: &usize| {
        let names: Vec<String> = (1..=*count).map(|at| format!("cell{at}")).collect();
        format!("[{}]", names.join(", "))
    };
    match numbers.len() {
        1 => numbers.iter().map(form).collect(),
        _ => {
            let forms: Vec<String> =
                numbers.iter().take(4).map(|count| format!("{count}: {}", form(count))).collect();
            format!("{{ {} }}", forms.join(", "))
        }
    }
}

/// In how many values a separator must stand: one that no text has by itself in few, a comma in most.
fn least(separator: &str) -> f64 {
    match separator {
        "-" | " - " | "/" | "," | "+" => 0.6,
        long if long.chars().count() > 1 => 0.1,
        _ => 0.3,
    }
}

/// Whether these are texts for reading.
fn reads(path: &SampledPath) -> bool {
    let kept = &path.values.kept;
    let words = |value: &str| value.split_whitespace().count() >= 12;
    !kept.is_empty() && ratio(count(kept, words), kept.len()) >= 0.5
}

/// Values of which there are few, each more than once.
fn choice(path: &SampledPath) -> Option<String> {
    let values = &path.values;
    let different = values.different.len();
    if different == 1 && values.count > 1 {
        return Some("always the same".to_owned());
    }
    let few = different <= FEW && values.count >= 2 * different as u64 && different > 1;
    few.then(|| {
        let frequent = values.frequent();
        let told: Vec<String> = frequent
            .iter()
            .take(8)
            .map(|(value, count)| format!("{:?} {count}×", shortened(value)))
            .collect();
        let more =
            if frequent.len() > 8 { format!(" and {} more", frequent.len() - 8) } else { String::new() };
        format!("a list to choose from, so a table: {}{more}", told.join(", "))
    })
}

/// How many values a step makes something of.
fn made(step: &str, arguments: &[&str], values: &[String]) -> usize {
    let Some(function) = functions::find(step) else { return 0 };
    let literals: Vec<Literal> =
        arguments.iter().map(|argument| Literal::Text((*argument).to_owned())).collect();
    let args = Args { literals: &literals, table: None, media: None, area: None };
    let Ok(step) = (function.build)(&args) else { return 0 };
    let made = |value: &&String| {
        apply(function.takes, &step, Value::text(value.trim()), &mut Notes::default()).is_present()
    };
    values.iter().filter(made).count()
}

fn count(values: &[String], is: impl Fn(&str) -> bool) -> usize {
    values.iter().filter(|value| is(value)).count()
}

fn ratio(some: usize, all: usize) -> f64 {
    let small = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if all == 0 { 0.0 } else { small(some) / small(all) }
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// A value as a sample.
pub(super) fn shortened(value: &str) -> String {
    let value = visible(value);
    match value.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", value.get(..at).unwrap_or_default()),
        None => value.into_owned(),
    }
}
