//! Pages, and the heads that they show.
//!
//! A page is what `passerelle explain` prints. Under a line `Wrong:` (`Before:` for warnings and faults) stands what
//! raises its code, under `Right:` (`After:`) what does not. The fenced blocks there are files of a head, and run
//! over the small pack of `tests/pack`; those above the first such line belong to both:
//!
//! - `rules`: the head's `main.rules`, inside of `for HOT { … }` where it has no `for` of its own. Required targets
//!   that it does not set are set by `defaults.rules`.
//! - `json`: records of the feed `HOT`, with an id and the fields of `defaults.rules` where they have none.
//! - `yaml head.yaml`, `rhai scripts/x.rhai`: any other file, by its name; with a `/` of the pack if the pack has it,
//!   of the head otherwise. One below `aloa/` makes it a page of the channel. A `head.yaml` may leave keys out; a file that the pack has is lengthened.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use passerelle::engine::Memory;

/// What sets the required targets that a page does not set.
const DEFAULTS: [(&str, &str); 4] =
    [("type", "\"Hotel\""), ("title", "NOM"), ("zipCode", "CP"), ("locality", "COMMUNE")];

/// What a record of a page has where it does not say otherwise.
const RECORD: [(&str, &str); 4] = [
    ("SyndicObjectID", "HOTXXX0240000001"),
    ("NOM", "Hôtel du Lac"),
    ("CP", "24100"),
    ("COMMUNE", "Bergerac"),
];

/// The page of a code.
pub(crate) fn page(code: &str) -> String {
    fs::read_to_string(format!("src/diagnostics/pages/{code}.md")).unwrap()
}

/// The files of one side of a page, by name; `main.rules` and `json` may be written in pieces.
fn side(text: &str, wanted: &str) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut here = true;
    let mut block: Option<String> = None;
    for line in text.lines() {
        if let Some(info) = line.strip_prefix("```") {
            block = match block {
                Some(_) => None,
                None => Some(match info.split_once(' ') {
                    Some((_, name)) => name.to_owned(),
                    None if info == "rules" => "main.rules".to_owned(),
                    None => info.to_owned(),
                }),
            };
        } else if let Some(name) = &block {
            if here {
                let file = files.entry(name.clone()).or_default();
                file.push_str(line);
                file.push('\n');
            }
        } else if ["Wrong", "Right", "Before", "After"].iter().any(|word| line.starts_with(word))
            && line.ends_with(':')
        {
            let before = line.starts_with("Wrong") || line.starts_with("Before");
            here = before == (wanted == "before");
        }
    }
    files
}

/// The head of one side of a page.
pub(crate) fn head(text: &str, wanted: &str) -> Memory {
    let mut files = side(text, wanted);
    let mut memory = Memory::new();
    let pack = pack(Path::new("tests/pack"), Path::new("pack"));
    for (path, bytes) in &pack {
        memory.add(path.clone(), bytes.as_str());
    }
    let folder = Path::new("pack/heads/case");
    let set: Vec<String> = files.iter().flat_map(|(name, text)| targets_of_hot(name, text)).collect();
    let defaults = DEFAULTS.iter().filter(|(target, _)| !set.iter().any(|set| set == target));
    let defaults: Vec<String> = defaults.map(|(target, value)| format!("  {target} <- {value}\n")).collect();
    if !defaults.is_empty() {
        memory.add(folder.join("defaults.rules"), format!("for HOT {{\n{}}}\n", defaults.concat()));
    }
    let rules = files.remove("main.rules").unwrap_or_default();
    let block = rules.lines().any(|line| line.starts_with("for "));
    memory.add(folder.join("main.rules"), if block { rules } else { format!("for HOT {{\n{rules}}}\n") });
    memory.add(folder.join("input.json"), records(&files.remove("json").unwrap_or_default()));
    memory.add(folder.join("input.en.json"), records(""));
    let dialect = files.keys().find_map(|name| name.strip_prefix("tourinsoft/dialects/")?.split_once('/'));
    let dialect = dialect.map(|(name, _)| name.to_owned());
    let own = files.remove("head.yaml").unwrap_or_default();
    memory.add(folder.join("head.yaml"), manifest(&own, dialect.as_deref()));
    for (name, text) in files {
        let in_pack = Path::new("pack").join(&name);
        match pack.get(&in_pack) {
            // A rule file of the channel is the page's own.
            Some(_) if name.starts_with("aloa/") => memory.add(in_pack, text),
            Some(before) => memory.add(in_pack, format!("{before}{}", text.split_once('\n').unwrap().1)),
            None if name.starts_with("tourinsoft/") || name.starts_with("elloha/") => {
                memory.add(in_pack, text);
            }
            None => memory.add(folder.join(name), text),
        }
    }
    memory
}

/// The targets that a rule file sets for `HOT`.
fn targets_of_hot(name: &str, text: &str) -> Vec<String> {
    let (mut set, mut about) = (Vec::new(), true);
    let rules = Path::new(name).extension().is_some_and(|ending| ending == "rules");
    for line in text.lines().filter(|_| rules) {
        if line.starts_with("for ") {
            about = line.contains("HOT") || line.contains("all");
        } else if about {
            set.extend(line.split_whitespace().next().map(str::to_owned));
            set.extend(
                line.split("-> ").skip(1).filter_map(|rest| rest.split(' ').next()).map(str::to_owned),
            );
        }
    }
    set
}

fn pack(from: &Path, to: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            found.extend(pack(&path, &target));
        } else {
            found.insert(target, fs::read_to_string(&path).unwrap());
        }
    }
    found
}

/// A feed of the records that a page shows.
fn records(shown: &str) -> String {
    let shown: Vec<serde_json::Map<String, serde_json::Value>> =
        serde_json::from_str(&format!("[{shown}]")).unwrap_or_else(|error| panic!("{error}: {shown}"));
    let whole = shown.into_iter().map(|mut record| {
        for (name, value) in RECORD {
            record.entry(name).or_insert_with(|| value.into());
        }
        record
    });
    serde_json::json!({ "value": whole.collect::<Vec<_>>() }).to_string()
}

/// A `head.yaml` with the keys that a page leaves out.
fn manifest(own: &str, dialect: Option<&str>) -> String {
    let feeds = "\n  HOT: { file: input.json }";
    let keys = [("language", "1"), ("head", "case"), ("name", "Case"), ("kind", "main"), ("feeds", feeds)];
    let has = |key: &str| own.lines().any(|line| line.split(':').next() == Some(key));
    let keys = keys.into_iter().chain(dialect.map(|dialect| ("dialect", dialect)));
    let lacking: Vec<String> =
        keys.filter(|(key, _)| !has(key)).map(|(key, value)| format!("{key}: {value}\n")).collect();
    format!("{own}{}", lacking.concat())
}
