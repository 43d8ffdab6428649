//! A head over the small pack of the project's tests, in memory.

use std::path::Path;

use passerelle::engine::Memory;

/// Where the head stands.
pub const FOLDER: &str = "pack/heads/case";

macro_rules! pack {
    ($($path:literal)+) => {
        [$(($path, include_str!(concat!("../../tests/pack/", $path)))),+]
    };
}

/// The pack of the tests, and the head `case` with these lines in its `feeds`. Everything else is to be added.
pub fn files(feeds: &str) -> Memory {
    let mut files = Memory::new();
    for (path, text) in pack![
        "elloha/account.yaml"
        "elloha/types.yaml"
        "elloha/vocabularies/labels.yaml"
        "tourinsoft/bordereaux.yaml"
        "tourinsoft/exclusions.yaml"
        "tourinsoft/layouts.yaml"
        "tourinsoft/sit.yaml"
        "tourinsoft/tables/labels.yaml"
    ] {
        files.add(Path::new("pack").join(path), text);
    }
    let head = format!(
        "language: 1\nhead: case\nname: Case\nkind: main\ndialect: d\nmedia: https://media.example.org/upload/\n\
         area: {{ north: 51.1, south: 41.3, east: 9.6, west: -5.2 }}\nfeeds:\n{feeds}"
    );
    files.add(Path::new(FOLDER).join("head.yaml"), head);
    files
}
