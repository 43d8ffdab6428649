//! The shipped heads: which there are, how little each says over its dialect, and whom a dialect reaches.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use passerelle::check::Layer;
use passerelle::diagnostics::{self, Style};
use passerelle::engine::{self, Disk, Files, Lines, Loaded, Memory, Ready, Reasons};
use passerelle::feed::Shape;
use passerelle::manifest::{HeadKind, Status};
use passerelle::program;
use passerelle::syntax::ast::{Item, Statement};

/// Folder, head, kind, whether anything of its feeds was ever seen, and the shape of its feeds.
const HEADS: [(&str, &str, HeadKind, Status, &str); 8] = [
    ("22", "22", HeadKind::Main, Status::Seen, "atom"),
    ("22-v3", "22", HeadKind::Main, Status::Seen, "api-v3"),
    ("24", "24", HeadKind::Main, Status::Seen, "wcf3-json"),
    ("40", "40", HeadKind::Main, Status::Seen, "api-v3"),
    ("46", "46", HeadKind::Main, Status::NotSeen, "wcf3-json"),
    ("51", "51", HeadKind::Main, Status::NotSeen, "v2-json"),
    ("64", "64", HeadKind::Main, Status::Seen, "api-v3"),
    ("lourdes", "lourdes", HeadKind::Partner, Status::NotSeen, "atom"),
];

/// The record types that can become accounts. 22 has nine of them: those that the specification lists.
const BORDEREAUX: [&str; 10] = ["ASC", "DEG", "HLO", "HOT", "HPA", "LOI", "PCU", "PNA", "RES", "VIL"];

/// The reasons that the specification gives for leaving a field out.
const REASONS: [&str; 3] = ["not useful in an account", "not essential", "too specific to this bordereau"];

fn shipped() -> Vec<(String, Loaded)> {
    let folders = engine::heads(&Disk, Path::new("rules")).unwrap();
    folders.iter().map(|folder| (name(folder), load(&Disk, folder))).collect()
}

fn name(folder: &Path) -> String {
    folder.file_name().and_then(|name| name.to_str()).unwrap().to_owned()
}

fn load(files: &dyn Files, folder: &Path) -> Loaded {
    let loaded = engine::load(files, folder, None).unwrap();
    let found = diagnostics::text(&loaded.diagnostics, &loaded.sources, Style::Plain);
    assert!(!loaded.diagnostics.has_errors(), "{}:\n{found}", folder.display());
    loaded
}

fn ready(loaded: &Loaded) -> &Ready {
    loaded.ready.as_ref().expect("a head without mistakes can run")
}

#[test]
fn the_heads_are_those_that_are_served() {
    let heads = shipped();
    let names: Vec<&str> = heads.iter().map(|(folder, _)| folder.as_str()).collect();
    assert_eq!(names, HEADS.map(|(folder, ..)| folder));
    for ((folder, loaded), (_, head, kind, status, shape)) in heads.iter().zip(HEADS) {
        let stated = &ready(loaded).head;
        assert_eq!(
            (stated.head.value.as_str(), stated.kind, stated.status),
            (head, kind, status),
            "{folder}"
        );
        assert_eq!(
            stated.main.is_some(),
            kind == HeadKind::Partner,
            "{folder}: a partner names its main head"
        );
        assert!(stated.area.is_some(), "{folder}: a position outside of its area is told");
        let feeds: BTreeSet<&str> = stated.feeds.iter().map(|(code, _)| code.value.as_str()).collect();
        let mut wanted = BTreeSet::from(BORDEREAUX);
        if head == "22" {
            wanted.remove("PNA");
        }
        assert!(wanted.is_subset(&feeds), "{folder} lacks {:?}", wanted.difference(&feeds));
        if folder == "51" {
            assert_eq!(feeds, wanted, "one syndication a compatible type, and nothing else");
        }
        for (code, feed) in &stated.feeds {
            let written = feed.shape.as_ref().map(|shape| shape.value.as_str());
            assert_eq!(written, Some(shape), "{folder}/{}", code.value);
            assert!(feed.composed.is_some(), "{folder}/{}: says that it is composed", code.value);
        }
    }
}

/// Rules and decisions, each in its block; what an object's members say is part of their rule.
fn statements(loaded: &Loaded, layer: Layer) -> usize {
    let blocks = loaded.files.iter().filter(|file| file.layer == layer).flat_map(|file| {
        file.parsed.file.items.iter().filter_map(|item| match item {
            Item::For(block) => Some(block),
            Item::Script(_) | Item::Example(_) | Item::Statement(_) => None,
        })
    });
    let statements = blocks.flat_map(|block| &block.statements);
    statements.filter(|one| matches!(one, Statement::Rule(_) | Statement::Decide(_))).count()
}

#[test]
fn a_head_says_little_over_its_dialect() {
    let heads = shipped();
    let mut users: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, loaded) in &heads {
        if let Some(dialect) = &ready(loaded).head.dialect {
            *users.entry(dialect.value.as_str()).or_default() += 1;
        }
    }
    for (folder, loaded) in &heads {
        let dialect = ready(loaded).head.dialect.as_ref().map(|dialect| dialect.value.as_str());
        // A dialect that one head alone uses is a part of that head.
        let shared = dialect.is_none_or(|dialect| users[dialect] > 1);
        let own = statements(loaded, Layer::Head);
        let count = if shared { own } else { own + statements(loaded, Layer::Dialect) };
        assert!(count < 40, "{folder} adds {count} statements over {dialect:?}");
    }
}

#[test]
fn what_is_left_out_has_a_reason_of_the_specification() {
    for (folder, loaded) in shipped() {
        for left in ready(&loaded).mappings.iter().flat_map(|mapping| &mapping.left_out) {
            let known = REASONS.iter().any(|reason| left.because.starts_with(reason));
            assert!(known, "{folder}: {:?} because {:?}", left.what, left.because);
        }
    }
}

/// What became of each record of each feed, a line each: accounts and held records, then excluded ones.
fn outcomes(files: &dyn Files, loaded: &Loaded) -> [Vec<String>; 3] {
    let ready = ready(loaded);
    let (mut accounts, mut held, mut excluded) = (Vec::new(), Vec::new(), Vec::new());
    for (at, (_, feed)) in ready.head.feeds.iter().enumerate() {
        let mut lines = Lines {
            accounts: Some(&mut accounts),
            held: Some(&mut held),
            excluded: Some(&mut excluded),
            ..Lines::default()
        };
        let mut bytes = files.open(&loaded.folder.join(&feed.file.value)).unwrap();
        let shape = feed.shape.as_ref().and_then(|shape| Shape::parse(&shape.value));
        let input = engine::Input {
            at,
            shape,
            bytes: passerelle::feed::Documents::Whole(&mut bytes),
            languages: Vec::new(),
            threads: 1,
            clock: None,
        };
        let report = engine::run(ready, &loaded.sources, input, &mut lines, &mut Reasons::default()).unwrap();
        assert!(report.complete, "{:?}", report.error);
    }
    [accounts, held, excluded]
        .map(|lines| String::from_utf8(lines).unwrap().lines().map(str::to_owned).collect())
}

#[test]
fn each_head_shows_every_outcome() {
    for (folder, loaded) in shipped() {
        let [accounts, held, excluded] = outcomes(&Disk, &loaded);
        assert!(!held.is_empty(), "{folder}: a record is held");
        assert!(!excluded.is_empty(), "{folder}: a record is excluded");
        let warned = accounts.iter().filter(|line| line.contains(",\"warnings\":[")).count();
        assert!(warned > 0, "{folder}: a record is imported with a warning");
        assert!(warned < accounts.len(), "{folder}: a record is imported without one");
    }
}

#[test]
fn a_constant_of_a_dialect_that_no_head_has_is_told_once() {
    let mut files = Memory::new();
    copy(&mut files, Path::new("rules"), Path::new("pack"));
    let rules = "for all {\n  hasExtraBed <- true when SyndicObjectName is \"never seen\" or \"1\"\n}\n";
    files.add("pack/tourinsoft/dialects/sirtaqui/zz.rules", rules.as_bytes().to_vec());
    let folders = engine::heads(&files, Path::new("pack")).unwrap();
    let mut heads: Vec<Loaded> = folders.iter().map(|folder| load(&files, folder)).collect();
    for head in &mut heads {
        engine::examine(&files, head);
    }
    let told = |heads: &[Loaded]| -> Vec<String> {
        let all = heads.iter().flat_map(|head| head.diagnostics.sorted());
        all.map(|one| one.message.clone()).collect()
    };
    assert_eq!(told(&heads), [""; 0], "a dialect knows more feeds than those of one head");
    engine::never_seen(&mut heads);
    assert_eq!(told(&heads), ["no recorded record has \"never seen\" here"], "of two heads that use it");
}

/// 22 is served in two generations of feeds: a record without a trap becomes the same account from both.
#[test]
fn both_generations_of_a_head_give_the_same_accounts() {
    let clean = |name: &str| -> BTreeSet<String> {
        let head = crate::compose::heads::HEADS.iter().find(|head| head.name == name).unwrap();
        let documents =
            crate::compose::compose(head).into_iter().filter(|document| !document.path.contains(".en."));
        let records = documents.flat_map(|document| document.records);
        records.filter(|record| record.traps.is_empty()).map(|record| record.id).collect()
    };
    let accounts = |name: &str| -> BTreeMap<String, serde_json::Value> {
        let loaded = load(&Disk, &Path::new("rules/heads").join(name));
        let [accounts, ..] = outcomes(&Disk, &loaded);
        let accounts = accounts.iter().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        accounts.map(|line| (line["id"].as_str().unwrap().to_owned(), line["fields"].clone())).collect()
    };
    let (flat, typed) = (accounts("22"), accounts("22-v3"));
    let both: Vec<String> = clean("22").intersection(&clean("22-v3")).cloned().collect();
    assert!(both.len() >= 40, "enough records to compare: {}", both.len());
    for id in both {
        assert_eq!(flat.get(&id), typed.get(&id), "{id}");
    }
}

/// Copies a folder of the disk.
fn copy(files: &mut Memory, from: &Path, to: &Path) {
    for path in Disk.list(from).unwrap() {
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(files, &path, &target);
        } else {
            files.add(target, std::fs::read(&path).unwrap());
        }
    }
}

#[test]
fn a_rule_of_a_dialect_moves_its_heads_by_one_field_a_record() {
    let mut before = Memory::new();
    copy(&mut before, Path::new("rules"), Path::new("pack"));
    let folders = engine::heads(&before, Path::new("pack")).unwrap();
    let heads: Vec<(PathBuf, Loaded)> =
        folders.into_iter().map(|folder| (folder.clone(), load(&before, &folder))).collect();
    for dialect in Disk.list(Path::new("rules/tourinsoft/dialects")).unwrap() {
        let (file, text, target) = altered(&dialect);
        let file = Path::new("pack").join(file.strip_prefix("rules").unwrap());
        let mut after = before.clone();
        after.add(&file, text.into_bytes());
        let dialect = name(&dialect);
        for (folder, was) in &heads {
            let uses = ready(was).head.dialect.as_ref().is_some_and(|used| used.value == dialect);
            let reads = was.files.iter().any(|one| Path::new(was.sources.get(one.id).name()) == file);
            assert_eq!(reads, uses, "what a head does not read cannot move it: {}", folder.display());
            if !uses {
                continue;
            }
            let (was, is) = (outcomes(&before, was), outcomes(&after, &load(&after, folder)));
            let moved = was.iter().flatten().zip(is.iter().flatten()).filter(|(was, is)| was != is);
            let moved: Vec<(&String, &String)> = moved.collect();
            assert!(!moved.is_empty(), "{dialect} and {}", folder.display());
            for (was, is) in moved {
                let (was, is) = (fields(was), fields(is));
                let names: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
                let differ: Vec<&&String> =
                    names.iter().filter(|key| was.get(**key) != is.get(**key)).collect();
                assert_eq!(differ, [&&target.to_owned()], "{dialect} and {}", folder.display());
            }
        }
    }
}

/// A file of a dialect in which one rule says something else, and the target of that rule.
fn altered(dialect: &Path) -> (PathBuf, String, &'static str) {
    let changes = [("countryCode", "\"FR\"", "\"BE\""), ("structure", "SyndicStructureId", "SyndicObjectID")];
    for (target, from, to) in changes {
        for file in Disk.list(dialect).unwrap() {
            let Ok(text) = std::fs::read_to_string(&file) else { continue };
            let rule =
                |line: &&str| line.trim_start().starts_with(&format!("{target} ")) && line.contains(from);
            if let Some(line) = text.lines().find(rule) {
                return (file, text.replacen(line, &line.replace(from, to), 1), target);
            }
        }
    }
    panic!("{} says nothing of the country or of the owning body", dialect.display());
}

fn fields(line: &str) -> BTreeMap<String, serde_json::Value> {
    let mut record: BTreeMap<String, serde_json::Value> = serde_json::from_str(line).unwrap();
    // Places of rules behind the one that was changed stay, since no line was added.
    let fields = record.remove("fields").unwrap_or_default();
    let mut all: BTreeMap<String, serde_json::Value> = serde_json::from_value(fields).unwrap_or_default();
    all.extend(record);
    all
}

#[test]
fn a_head_that_shares_what_all_share_is_the_same_head() {
    let root = Path::new("rules");
    let common = engine::Common::read(&Disk, root).unwrap();
    for folder in engine::heads(&Disk, root).unwrap() {
        let said = |mut loaded: Loaded| {
            engine::examine(&Disk, &mut loaded);
            let programs: Vec<String> = ready(&loaded).programs.iter().map(program::dump).collect();
            (diagnostics::text(&loaded.diagnostics, &loaded.sources, Style::Plain), programs)
        };
        let alone = engine::load(&Disk, &folder, None).unwrap();
        let sharing = engine::load_with(&Disk, &folder, root, Some(&common)).unwrap();
        assert_eq!(said(alone), said(sharing), "{}", folder.display());
    }
}
