//! The description of a feed (`$metadata`, EDM): which fields its records have.
//!
//! ```text
//! <EntityType Name="SyndicObject"><Property Name="NOMOFFRE"/><NavigationProperty Name="PHOTOSs"/></EntityType>
//! <EntitySet Name="Objects" EntityType="….SyndicObject"/>
//! ```

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::error::{Complaint, Error};

/// No feed has so many fields; what describes more is no feed.
const MOST_FIELDS: usize = 20_000;

/// The names of the fields of a record, in the order of the description.
pub fn described(input: impl BufRead) -> Result<Vec<String>, Error> {
    let mut reader = Reader::from_reader(input);
    let mut types: Vec<(String, Vec<String>)> = Vec::new();
    let (mut objects, mut fields) = (None, 0);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer);
        let offset = reader.buffer_position();
        let wrong = |complaint| Error { offset, records: 0, complaint };
        match event.map_err(|error| wrong(Complaint::malformed(error.to_string())))? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "EntityType" => types.push((attribute(&tag, "Name").unwrap_or_default(), Vec::new())),
                "Property" | "NavigationProperty" => {
                    fields += 1;
                    if fields > MOST_FIELDS {
                        let found = format!("the description names more than {MOST_FIELDS} fields");
                        return Err(wrong(Complaint::limit(found, "a feed has fewer")));
                    }
                    if let (Some((_, names)), Some(name)) = (types.last_mut(), attribute(&tag, "Name")) {
                        names.push(name);
                    }
                }
                "EntitySet" if attribute(&tag, "Name").as_deref() == Some("Objects") => {
                    objects = attribute(&tag, "EntityType");
                }
                "html" | "HTML" => return Err(wrong(Complaint::html())),
                _ => {}
            },
            Event::DocType(_) => return Err(wrong(Complaint::doctype())),
            Event::Eof => {
                let objects = objects.as_deref().and_then(|name| name.rsplit('.').next());
                let wanted = objects.unwrap_or("SyndicObject");
                let names = types.into_iter().find(|(name, _)| name == wanted).map(|(_, names)| names);
                let nothing = || {
                    let found = format!("the description has no entity type `{wanted}` with properties");
                    wrong(Complaint::structure(found, "it describes the records of `Objects`"))
                };
                return names.filter(|names| !names.is_empty()).ok_or_else(nothing);
            }
            Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok().flatten()?;
    Some(attribute.value.into_owned())
}
