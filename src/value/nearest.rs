//! The name that was probably meant.

/// The candidate that was probably meant: one that differs by case only comes first, then the nearest within a
/// third of the word's length.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    near(word, candidates.into_iter().map(Candidate::new))
}

/// Names that many words are compared with.
#[derive(Debug)]
pub struct Candidates<'a>(Vec<Candidate<'a>>);

impl<'a> Candidates<'a> {
    /// These names.
    pub fn new(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self(names.into_iter().map(Candidate::new).collect())
    }

    /// As [`nearest`].
    pub fn nearest(&self, word: &str) -> Option<&'a str> {
        near(word, self.0.iter().copied())
    }
}

/// A name, and what tells without looking at it that it is far from another.
#[derive(Clone, Copy, Debug)]
struct Candidate<'a> {
    name: &'a str,
    /// In characters.
    length: usize,
    plain: bool,
    letters: Letters,
}

impl<'a> Candidate<'a> {
    fn new(name: &'a str) -> Self {
        Self { name, length: name.chars().count(), plain: name.is_ascii(), letters: Letters::of(name) }
    }

    /// Whether two names differ by case only.
    fn is_same(&self, other: &Self) -> bool {
        if self.plain && other.plain {
            return self.name.eq_ignore_ascii_case(other.name);
        }
        let folded = |name: &'a str| name.chars().flat_map(char::to_lowercase);
        folded(self.name).eq(other.name.chars().flat_map(char::to_lowercase))
    }
}

fn near<'a>(word: &str, candidates: impl Iterator<Item = Candidate<'a>>) -> Option<&'a str> {
    // Nobody mistypes a name of that length.
    if word.len() > 200 {
        return None;
    }
    let word = Candidate::new(word);
    let mut limit = (word.length / 3).max(1);
    let mut nearest: Option<(usize, &str)> = None;
    for candidate in candidates.filter(|candidate| candidate.name != word.name) {
        let distance = if word.is_same(&candidate) {
            0
        } else {
            // Each letter more or less is a step, and each other letter at most two: most names need not be compared.
            let near = candidate.length.abs_diff(word.length) <= limit
                && word.letters.differ(&candidate.letters) <= 2 * limit;
            match near.then(|| distance(word.name, candidate.name)) {
                Some(distance) if distance <= limit => distance,
                Some(_) | None => continue,
            }
        };
        if nearest.is_none_or(|nearest| (distance, candidate.name) < nearest) {
            nearest = Some((distance, candidate.name));
            limit = limit.min(distance);
        }
    }
    nearest.map(|(_, name)| name)
}

/// How many letters are more, fewer, others or swapped. What two names begin or end with alike adds nothing, and most
/// paths that are near begin alike.
fn distance(one: &str, other: &str) -> usize {
    let alike = |(a, b): &(char, char)| a == b;
    let start: usize = one.chars().zip(other.chars()).take_while(alike).map(|(c, _)| c.len_utf8()).sum();
    let (one, other) = (one.get(start..).unwrap_or_default(), other.get(start..).unwrap_or_default());
    let end: usize =
        one.chars().rev().zip(other.chars().rev()).take_while(alike).map(|(c, _)| c.len_utf8()).sum();
    let cut = |name: &str| name.len() - end;
    strsim::osa_distance(one.get(..cut(one)).unwrap_or_default(), other.get(..cut(other)).unwrap_or_default())
}

/// How often each letter stands in a name; letters that share a place are counted together.
#[derive(Clone, Copy, Debug)]
struct Letters([u8; 32]);

impl Letters {
    fn of(name: &str) -> Self {
        let mut counts = [0_u8; 32];
        for letter in name.chars() {
            if let Some(count) = counts.get_mut(letter as usize % 32) {
                *count = count.saturating_add(1);
            }
        }
        Self(counts)
    }

    /// By how many letters two names differ, wherever they stand.
    fn differ(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).map(|(one, other)| usize::from(one.abs_diff(*other))).sum()
    }
}
