//! The tables of `pack/tourinsoft/tables` as they are written there, and how a label is found in one.

/// A table from labels to codes. A label is found by a small hash that is computed when the program is built.
pub(crate) struct Table {
    rows: &'static [(&'static str, &'static str)],
    /// The row of a hash, counted from one; zero for none. A row whose place is taken has the next free one.
    places: [u8; PLACES],
}

const PLACES: usize = 128;

/// Length, and one byte each from the beginning, the middle and the end.
const fn place(label: &[u8]) -> usize {
    let length = label.len();
    if length == 0 {
        return 0;
    }
    let (first, middle, last) = (label[0] as usize, label[length / 2] as usize, label[length - 1] as usize);
    (length * 7 + first * 3 + middle * 13 + last) % PLACES
}

impl Table {
    const fn new(rows: &'static [(&'static str, &'static str)]) -> Self {
        let mut places = [0; PLACES];
        let mut row = 0;
        // At most so many: a `u64` holds which rows were seen.
        assert!(rows.len() <= 64);
        while row < rows.len() {
            let mut at = place(rows[row].0.as_bytes());
            while places[at] != 0 {
                at = (at + 1) % PLACES;
            }
            row += 1;
            #[expect(clippy::cast_possible_truncation, reason = "at most 64 rows")]
            {
                places[at] = row as u8;
            }
        }
        Self { rows, places }
    }

    /// The row of a label.
    pub(crate) fn row(&self, label: &str) -> Option<usize> {
        let mut at = place(label.as_bytes());
        loop {
            let row = usize::from(self.places[at]).checked_sub(1)?;
            if self.rows[row].0 == label {
                return Some(row);
            }
            at = (at + 1) % PLACES;
        }
    }

    /// The code of a row.
    pub(crate) fn code(&self, row: usize) -> &'static str {
        self.rows[row].1
    }

    /// The code of a label.
    pub(crate) fn find(&self, label: &str) -> Option<&'static str> {
        self.row(label).map(|row| self.code(row))
    }
}

pub(crate) static KINDS: Table = Table::new(&[
    ("HOT", "hotel"),
    ("HPA", "campsite"),
    ("HLO", "furnished_rental"),
    ("HCO", "group_accommodation"),
    ("RES", "restaurant"),
    ("ASC", "activity"),
    ("PCU", "heritage"),
    ("PNA", "nature_site"),
    ("DEG", "tasting"),
    ("LOI", "leisure"),
    ("ITI", "trail"),
    ("VIL", "holiday_village"),
    ("COM", "shop"),
]);

pub(crate) static EQUIPMENT: Table = Table::new(&[
    ("Piscine", "pool"),
    ("Piscine couverte", "indoor_pool"),
    ("Sauna", "sauna"),
    ("Hammam", "steam_room"),
    ("Jacuzzi", "hot_tub"),
    ("Parking", "parking"),
    ("Parking privé", "private_parking"),
    ("Garage", "garage"),
    ("Jardin", "garden"),
    ("Terrasse", "terrace"),
    ("Ascenseur", "lift"),
    ("Bar", "bar"),
    ("Restaurant", "restaurant"),
    ("Salle de réunion", "meeting_room"),
    ("Aire de jeux", "playground"),
    ("Tennis", "tennis"),
    ("Mini-golf", "mini_golf"),
    ("Lave-linge", "washing_machine"),
    ("Sèche-linge", "tumble_dryer"),
    ("Lave-vaisselle", "dishwasher"),
    ("Télévision", "tv"),
    ("Climatisation", "air_conditioning"),
    ("Cheminée", "fireplace"),
    ("Barbecue", "barbecue"),
    ("Local à vélos", "bike_storage"),
    ("Borne de recharge", "ev_charger"),
    ("Laverie", "laundry"),
    ("Bibliothèque", "library"),
    ("Salon", "lounge"),
    ("Billard", "billiards"),
    ("Défibrillateur", "defibrillator"),
    ("Aire de camping-car", "motorhome_area"),
    ("Boulodrome", "petanque"),
]);

pub(crate) static SERVICES: Table = Table::new(&[
    ("Wifi", "wifi"),
    ("Animaux acceptés", "pets_allowed"),
    ("Petit déjeuner", "breakfast"),
    ("Demi-pension", "half_board"),
    ("Pension complète", "full_board"),
    ("Location de vélos", "bike_rental"),
    ("Location de draps", "linen_rental"),
    ("Ménage", "cleaning"),
    ("Navette", "shuttle"),
    ("Room service", "room_service"),
    ("Baby-sitting", "babysitting"),
    ("Bagagerie", "luggage_room"),
    ("Livraison de pain", "bread_delivery"),
    ("Panier pique-nique", "picnic_basket"),
    ("Visites guidées", "guided_tours"),
]);

pub(crate) static LANGUAGES: Table = Table::new(&[
    ("Français", "fr"),
    ("Anglais", "en"),
    ("Allemand", "de"),
    ("Espagnol", "es"),
    ("Italien", "it"),
    ("Néerlandais", "nl"),
    ("Portugais", "pt"),
    ("Breton", "br"),
    ("Russe", "ru"),
    ("Chinois", "zh"),
]);

pub(crate) static PAYMENTS: Table = Table::new(&[
    ("Carte bancaire", "card"),
    ("Chèque", "cheque"),
    ("Espèces", "cash"),
    ("Chèques vacances", "holiday_voucher"),
    ("Titres restaurant", "meal_voucher"),
    ("Virement", "transfer"),
    ("Paypal", "paypal"),
    ("American Express", "amex"),
]);

/// Of the grades, those that say stars.
pub(crate) static STARS: Table = Table::new(&[
    ("1 étoile", "stars_1"),
    ("2 étoiles", "stars_2"),
    ("3 étoiles", "stars_3"),
    ("4 étoiles", "stars_4"),
    ("5 étoiles", "stars_5"),
]);

#[cfg(test)]
mod tests {
    use super::{EQUIPMENT, KINDS, LANGUAGES, PAYMENTS, SERVICES, STARS, Table};

    /// The rows of a table that give a code, as it is written in the pack.
    fn rows(yaml: &str) -> Vec<(&str, &str)> {
        let rows = yaml.lines().filter_map(|line| line.strip_prefix("  \"")?.split_once("\": "));
        rows.filter(|(_, code)| !code.starts_with('{')).collect()
    }

    #[test]
    fn the_tables_are_those_of_the_pack() {
        let tables: [(&Table, &str); 6] = [
            (&KINDS, include_str!("../../pack/tourinsoft/tables/kinds.yaml")),
            (&EQUIPMENT, include_str!("../../pack/tourinsoft/tables/equipment.yaml")),
            (&SERVICES, include_str!("../../pack/tourinsoft/tables/services.yaml")),
            (&LANGUAGES, include_str!("../../pack/tourinsoft/tables/languages.yaml")),
            (&PAYMENTS, include_str!("../../pack/tourinsoft/tables/payments.yaml")),
            (&STARS, include_str!("../../pack/tourinsoft/tables/stars.yaml")),
        ];
        for (table, yaml) in tables {
            assert_eq!(table.rows, rows(yaml));
        }
    }

    #[test]
    fn every_row_is_found_and_nothing_else() {
        for table in [&KINDS, &EQUIPMENT, &SERVICES, &LANGUAGES, &PAYMENTS, &STARS] {
            for (label, code) in table.rows {
                assert_eq!(table.find(label), Some(*code));
            }
            for other in ["", "x", "Minitel", "piscine", "Piscine "] {
                assert_eq!(table.find(other), None);
            }
        }
    }

    #[test]
    fn no_code_has_two_labels() {
        // Equal items of a list are told apart by their rows.
        for table in [&KINDS, &EQUIPMENT, &SERVICES, &LANGUAGES, &PAYMENTS, &STARS] {
            let mut codes: Vec<&str> = table.rows.iter().map(|(_, code)| *code).collect();
            codes.sort_unstable();
            codes.dedup();
            assert_eq!(codes.len(), table.rows.len());
        }
    }
}
