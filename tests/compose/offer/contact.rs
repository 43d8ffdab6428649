//! Telephones, mail and sites.
//!
//! **Invariant:** telephones lie in the ranges kept for fiction, hosts in the domains kept for examples.

use super::super::place::Area;
use super::Dice;

/// A telephone number.
#[derive(Clone, Debug)]
pub(crate) struct Phone {
    /// Ten, the zero first.
    digits: String,
}

impl Phone {
    /// A fixed line of the area; `line` and `last` are two digits each.
    pub(crate) fn fixed(area: &Area, line: u64, last: u64) -> Self {
        let digits = format!("{}{:02}{:02}", area.landline, line % 100, last % 100);
        assert!(digits.len() == 10, "ten digits: {digits}");
        Self { digits }
    }

    /// A mobile one.
    pub(crate) fn mobile(line: u64, last: u64) -> Self {
        Self { digits: format!("063998{:02}{:02}", line % 100, last % 100) }
    }

    /// `05 36 49 01 02`, or with another sign between the pairs: `05.36.49.01.02`
    pub(crate) fn joined(&self, between: &str) -> String {
        let pairs: Vec<&str> = (0..5).filter_map(|at| self.digits.get(at * 2..at * 2 + 2)).collect();
        pairs.join(between)
    }

    /// `05 36 49 01 02`
    pub(crate) fn national(&self) -> String {
        self.joined(" ")
    }

    /// `+33 5 36 49 01 02`
    pub(crate) fn international(&self) -> String {
        format!("+33 {}", self.national().trim_start_matches('0'))
    }
}

/// How to reach an offer.
#[derive(Debug)]
pub(crate) struct Contact {
    /// Fixed lines: mostly one.
    pub(crate) phones: Vec<Phone>,
    /// A mobile one.
    pub(crate) mobile: Option<Phone>,
    /// A fax.
    pub(crate) fax: Option<Phone>,
    /// Mail addresses: mostly one.
    pub(crate) emails: Vec<String>,
    /// Sites, each with its scheme: mostly one.
    pub(crate) sites: Vec<String>,
    /// A page in a network.
    pub(crate) facebook: Option<String>,
    /// A page in a network.
    pub(crate) twitter: Option<String>,
    /// A page in a network.
    pub(crate) instagram: Option<String>,
    /// A page in a network.
    pub(crate) linkedin: Option<String>,
    /// Where one can book.
    pub(crate) booking: Option<String>,
    /// A film.
    pub(crate) video: Option<String>,
}

impl Contact {
    /// The contact of a record.
    pub(crate) fn compose(dice: &mut Dice, area: &Area, slug: &str, number: u64) -> Self {
        let line = dice.between(1, 97);
        let fixed = |last| Phone::fixed(area, line, last);
        let mut phones: Vec<Phone> = dice.maybe(900, |_| fixed(number)).into_iter().collect();
        phones.extend(dice.maybe(60, |_| fixed(number + 40)));
        let host = dice.pick(&["org", "fr"]);
        let mut sites: Vec<String> =
            dice.maybe(750, |_| format!("https://www.{slug}.example.{host}/")).into_iter().collect();
        sites.extend(dice.maybe(60, |_| format!("https://reservation.{slug}.example.{host}")));
        let mut emails: Vec<String> =
            dice.maybe(860, |_| format!("contact@{slug}.example.{host}")).into_iter().collect();
        emails.extend(dice.maybe(40, |_| format!("accueil.{slug}@example.{host}")));
        let page = |network: &str| format!("https://{network}.example.org/{slug}");
        Self {
            phones,
            // The mobile numbers kept for fiction are in no numbering plan, which every report says: few are enough.
            mobile: dice.maybe(150, |_| Phone::mobile(line, number)),
            fax: dice.maybe(60, |_| fixed(number + 80)),
            emails,
            sites,
            facebook: dice.maybe(550, |_| page("facebook")),
            twitter: dice.maybe(50, |_| page("twitter")),
            instagram: dice.maybe(250, |_| page("instagram")),
            linkedin: dice.maybe(40, |_| page("linkedin")),
            booking: dice.maybe(200, |_| format!("https://reserver.example.org/{slug}")),
            video: dice.maybe(120, |_| format!("https://youtube.example.org/watch?v={slug}")),
        }
    }
}
