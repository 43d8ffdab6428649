//! Lists of days as feeds write them: `Lundi-Dimanche`, `Dimanche Lundi matin`, `Mardi soir$Jours fériés`.

use super::hours::Half;
use crate::functions::title_case::fold;
use crate::value::Day;

/// The days of a list.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct DayList {
    /// Whole days.
    pub whole: Vec<Day>,
    /// Half-days.
    pub halves: Vec<(Day, Half)>,
    /// Whether public holidays are in it.
    pub holidays: bool,
}

impl DayList {
    /// Reads a list. Any mark and any space parts two words; a word for a half-day belongs to the day before it.
    pub(super) fn read(text: &str) -> Result<Self, &'static str> {
        if text.trim_start().starts_with("FREQ=") {
            return Self::recurrence(text);
        }
        let folded = fold(text);
        let mut words = folded.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).peekable();
        let mut list = Self::default();
        // The last day stays in hand until it is known whether half of it is meant.
        let mut last: Option<(Day, bool)> = None;
        while let Some(word) = words.next() {
            let half = match word {
                "matin" => Half::Morning,
                "midi" => Half::Noon,
                "soir" => Half::Evening,
                "apres" if words.next_if_eq(&"midi").is_some() => Half::Afternoon,
                "jours" | "jour" if words.next_if(|next| ["feries", "ferie"].contains(next)).is_some() => {
                    list.holidays = true;
                    continue;
                }
                _ => {
                    list.keep(last.take());
                    last = Some((day(word).ok_or("a day that is not known")?, false));
                    continue;
                }
            };
            let (day, halved) = last.as_mut().ok_or("half a day without its day")?;
            *halved = true;
            list.halves.push((*day, half));
        }
        list.keep(last);
        Ok(list)
    }

    /// Reads a rule of iCalendar, as typed feeds have it: `FREQ=WEEKLY;BYDAY=MO,TU`. One that says more than days of the
    /// week is refused.
    fn recurrence(text: &str) -> Result<Self, &'static str> {
        const MORE: &str = "a rule of recurrence that says more than days of the week";
        let mut list = Self::default();
        for part in text.trim().split(';').filter(|part| !part.is_empty()) {
            match part.split_once('=').ok_or(MORE)? {
                ("FREQ", "WEEKLY") | ("INTERVAL", "1") | ("WKST", _) => {}
                ("BYDAY", days) => {
                    for day in days.split(',') {
                        let day = match day {
                            "MO" => Day::Monday,
                            "TU" => Day::Tuesday,
                            "WE" => Day::Wednesday,
                            "TH" => Day::Thursday,
                            "FR" => Day::Friday,
                            "SA" => Day::Saturday,
                            "SU" => Day::Sunday,
                            _ => return Err(MORE),
                        };
                        list.keep(Some((day, false)));
                    }
                }
                _ => return Err(MORE),
            }
        }
        if list.whole.is_empty() { Err(MORE) } else { Ok(list) }
    }

    /// The closed or open half-days of a day.
    pub(super) fn halves_of(&self, day: Day) -> Vec<Half> {
        self.halves.iter().filter(|(other, _)| *other == day).map(|(_, half)| *half).collect()
    }

    fn keep(&mut self, last: Option<(Day, bool)>) {
        if let Some((day, false)) = last
            && !self.whole.contains(&day)
        {
            self.whole.push(day);
        }
    }
}

fn day(word: &str) -> Option<Day> {
    match word {
        "lundi" | "lundis" => Some(Day::Monday),
        "mardi" | "mardis" => Some(Day::Tuesday),
        "mercredi" | "mercredis" => Some(Day::Wednesday),
        "jeudi" | "jeudis" => Some(Day::Thursday),
        "vendredi" | "vendredis" => Some(Day::Friday),
        "samedi" | "samedis" => Some(Day::Saturday),
        "dimanche" | "dimanches" => Some(Day::Sunday),
        _ => None,
    }
}
