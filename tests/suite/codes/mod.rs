//! Codes: each has a page that tells the truth, and a case that raises it.

pub(crate) mod pages;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use passerelle::diagnostics::{self, Code, Diagnostics, Severity, Style};
use passerelle::engine::{self, LanguageInput, Lines, Loaded, Memory, Reasons};
use passerelle::eval::FaultCode;
use passerelle::feed::Documents;
use passerelle::source::Sources;

use self::pages::{head, page};

/// Codes that no case can raise, and why.
const NO_CASE: &[(&str, &str)] = &[
    ("W0812", "a case is one head, and this is asked of all heads of a pack"),
    ("W0814", "a server is asked; `fetch::described` raises it"),
    ("W0815", "a server is asked; `fetch::described` raises it"),
];

/// Pages whose examples do not run, and why.
const NOT_RUN: &[(&str, &str)] = &[
    ("E0104", "sixty-five brackets are no example that anybody reads"),
    ("W0812", "it is about all heads of a pack; `what_no_head_uses_is_told` raises it"),
    ("W0814", "a server is asked; `fetch::described` raises it"),
    ("W0815", "a server is asked; `fetch::described` raises it"),
];

/// Other codes that the wrong example of a page raises too.
// FIXME: a script that cannot give its type is then said not to exist.
const TOLD_TOO: &[(&str, &str)] = &[("E0602", "E0202")];

fn all_codes() -> Vec<&'static str> {
    let codes = Code::ALL.iter().map(|code| code.number());
    codes.chain(FaultCode::ALL.iter().map(|code| code.number())).collect()
}

#[test]
fn every_code_has_its_page() {
    let files = fs::read_dir("src/diagnostics/pages").unwrap();
    let files = files.map(|file| file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned());
    let files: BTreeSet<String> = files.collect();
    let codes: BTreeSet<String> = all_codes().into_iter().map(str::to_owned).collect();
    assert_eq!(files, codes, "one page a code, and one code a page");
    for code in Code::ALL {
        let first = format!("# {}: {}", code.number(), code.title());
        assert_eq!(page(code.number()).lines().next(), Some(first.as_str()));
    }
    for code in FaultCode::ALL {
        let (text, first) = (page(code.number()), format!("# {}: ", code.number()));
        let title = text.lines().next().unwrap();
        assert!(
            title.starts_with(&first) && title.ends_with('.') && title.len() > first.len() + 10,
            "{title}"
        );
    }
    for code in codes {
        let text = page(&code);
        let lines = text.lines().count();
        assert!((8..=40).contains(&lines), "{code}: {lines} lines");
        let long = text.lines().find(|line| line.chars().count() > 100);
        assert!(long.is_none(), "{code}: a line that a terminal breaks: {long:?}");
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{code}: ends with one end of line");
    }
}

#[test]
fn every_code_is_raised_by_a_case() {
    let mut told = String::new();
    let mut open = vec![PathBuf::from("snapshots/cases")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                told.push_str(&fs::read_to_string(&path).unwrap());
            }
        }
    }
    let raised = |code: &str| told.contains(&format!("[{code}]")) || told.contains(&format!(" {code} x"));
    let silent: Vec<&str> = all_codes().into_iter().filter(|code| !raised(code)).collect();
    let expected: Vec<&str> = NO_CASE.iter().map(|(code, _)| *code).collect();
    assert_eq!(silent, expected, "codes without a case, and those of which that is known");
}

fn load(files: &Memory) -> Loaded {
    let mut loaded = engine::load(files, Path::new("pack/heads/case"), None).unwrap();
    engine::examine(files, &mut loaded);
    loaded
}

/// What is wrong with one side of a page: of its channel, where it shows one, otherwise of its head.
fn told(page: &str, side: &str) -> (Sources, Diagnostics) {
    let files = head(page, side);
    if page.contains("```rules aloa/") {
        let loaded = engine::load_channel(&files, Path::new("pack")).unwrap();
        return (loaded.sources, loaded.diagnostics);
    }
    let loaded = load(&files);
    (loaded.sources, loaded.diagnostics)
}

fn text_of((sources, diagnostics): &(Sources, Diagnostics)) -> String {
    diagnostics::text(diagnostics, sources, Style::Plain)
}

fn shown(loaded: &Loaded) -> String {
    diagnostics::text(&loaded.diagnostics, &loaded.sources, Style::Plain)
}

/// What the records of a head are warned of, held or excluded for.
fn faults(files: &Memory, loaded: &Loaded) -> BTreeSet<(&'static str, &'static str)> {
    let ready = loaded.ready.as_ref().unwrap_or_else(|| panic!("{}", shown(loaded)));
    let (_, feed) = ready.head.feeds.first().unwrap();
    let open = |name: &str| engine::Files::open(files, &loaded.folder.join(name)).unwrap();
    let mut bytes = open(&feed.file.value);
    let mut opened: Vec<_> = feed.languages.iter().map(|(_, feed)| open(&feed.file.value)).collect();
    let languages = feed.languages.iter().zip(&mut opened);
    let languages = languages.map(|((language, _), bytes)| LanguageInput {
        language: language.value.clone(),
        shape: None,
        bytes: Documents::Whole(bytes),
    });
    let languages = languages.collect();
    let input = engine::Input {
        at: 0,
        shape: None,
        bytes: Documents::Whole(&mut bytes),
        languages,
        threads: 1,
        clock: None,
    };
    let mut reasons = Reasons::default();
    let report = engine::run(ready, &loaded.sources, input, &mut Lines::default(), &mut reasons).unwrap();
    assert!(report.complete, "{:?}", report.error);
    reasons.finish(&loaded.sources).iter().map(|reason| (reason.code, reason.kind)).collect()
}

#[test]
fn the_examples_of_pages_are_true() {
    let mut untrue = Vec::new();
    for code in Code::ALL.iter().filter(|code| NOT_RUN.iter().all(|(known, _)| known != &code.number())) {
        let text = page(code.number());
        let (wrong, right) = (told(&text, "before"), told(&text, "after"));
        let found = wrong.1.sorted();
        if !found.iter().any(|one| one.code == *code) {
            untrue.push(format!("{code} is not raised by\n{}", text_of(&wrong)));
        }
        let known = |other: Code| TOLD_TOO.contains(&(code.number(), other.number()));
        let mut errors = found.iter().map(|one| one.code).filter(|one| one.severity() == Severity::Error);
        if errors.any(|other| other != *code && !known(other)) {
            untrue.push(format!("{code}: the example has other mistakes too\n{}", text_of(&wrong)));
        }
        if !right.1.is_empty() {
            untrue.push(format!("{code}: the right one is wrong\n{}", text_of(&right)));
        }
    }
    assert!(untrue.is_empty(), "{}", untrue.join("\n"));
}

#[test]
fn the_examples_of_faults_are_true() {
    let mut untrue = Vec::new();
    for code in FaultCode::ALL {
        let (number, text) = (code.number(), page(code.number()));
        let sides = ["before", "after"].map(|side| {
            let files = head(&text, side);
            let loaded = load(&files);
            if loaded.diagnostics.has_errors() {
                return Err(format!("{number}, {side}:\n{}", shown(&loaded)));
            }
            let found = faults(&files, &loaded).into_iter().filter(|(found, _)| *found == number);
            Ok(found.collect::<BTreeSet<_>>())
        });
        match sides {
            [Err(wrong), _] | [_, Err(wrong)] => untrue.push(wrong),
            [Ok(before), _] if before.is_empty() => {
                untrue.push(format!("{number}: its record is in no trouble"));
            }
            [Ok(before), Ok(after)] if !before.is_disjoint(&after) => {
                untrue.push(format!("{number}: the change changes nothing: {after:?}"));
            }
            [Ok(_), Ok(_)] => {}
        }
    }
    assert!(untrue.is_empty(), "{}", untrue.join("\n"));
}

#[test]
fn what_no_head_uses_is_told() {
    let files = head(&page("E0207"), "after");
    let loaded = load(&files);
    let common = engine::Common::read(&files, Path::new("pack")).unwrap();
    let (sources, found) = engine::unused(&common, &[loaded]);
    assert!(found.sorted().iter().all(|one| one.code == Code::UnusedFile), "W0812 and nothing else");
    let text = diagnostics::text(&found, &sources, Style::Plain);
    assert!(text.contains("no head of this pack looks into the table `labels`"), "{text}");
    assert!(text.contains("web_list") && !text.contains("photo"), "`photo` is used: {text}");
}
