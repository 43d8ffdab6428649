//! The wire shapes by name.

/// How a feed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// wcf 3.0, flat or typed: `{"odata.metadata":…,"value":[{…}]}`.
    Wcf3Json,
    /// V1 and V2 as XML: `feed/entry/content/m:properties/d:*`.
    Atom,
    /// V1 and V2 as JSON: `{"d":{"results":[{…}],"__count":"11"}}` or `{"d":[{…}]}`.
    V2Json,
    /// The aggregated JSON of api-v3: `{"tisTrackingUA":…,"value":[{…}]}`, with nested collections.
    ApiV3,
    /// A saved feed without envelope: `[{…}]`.
    List,
    /// An extract of open data: cells cut at `;`, the names in the first line.
    Csv,
}

impl Shape {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Wcf3Json, Self::Atom, Self::V2Json, Self::ApiV3, Self::List, Self::Csv];

    /// As it is written in `head.yaml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wcf3Json => "wcf3-json",
            Self::Atom => "atom",
            Self::V2Json => "v2-json",
            Self::ApiV3 => "api-v3",
            Self::List => "list",
            Self::Csv => "csv",
        }
    }

    /// The shape of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shape| shape.name() == name)
    }
}
