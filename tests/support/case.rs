//! A case: one file whose sections are read as the files of a head.
//!
//! ```text
//! # A missing price leaves the target empty.
//! # dump: ir
//! -- main.rules --
//! …
//! -- input.json --
//! …
//! ```
//!
//! A first line says what the case shows. `# dump: ast ir program` adds those stages; `# stage: syntax` reads the
//! rules without a head. A section with a `/` is a file of the pack, any other one of the head. Without `head.yaml`
//! the head has one feed, `HOT`, recorded in `input.json`, `input.xml` or `input.csv`. With a section below `aloa/` the
//! channel is read in place of the head, and shows the records of `offers.json`.

use std::path::{Path, PathBuf};
use std::{fs, io};

use passerelle::diagnostics::{self, Style};
use passerelle::engine::{self, Memory};
use passerelle::{check, program, syntax};
use serde_json::{Map, Value};

use super::listing::{self, Places};
use super::offers;

pub(crate) struct Case {
    dumps: Vec<String>,
    syntax_only: bool,
    sections: Vec<(String, String)>,
}

pub(crate) struct Outcome {
    /// Whether the rules have mistakes.
    pub(crate) refused: bool,
    /// What is compared with snapshots, by stage.
    pub(crate) stages: Vec<(&'static str, String)>,
}

impl Case {
    pub(crate) fn read(path: &Path) -> io::Result<Self> {
        let text = fs::read_to_string(path)?;
        let mut case = Self { dumps: Vec::new(), syntax_only: false, sections: Vec::new() };
        assert!(text.starts_with("# "), "a case begins with a sentence that says what it shows");
        for line in text.split_inclusive('\n') {
            let title = line.strip_prefix("-- ").and_then(|line| line.trim_end().strip_suffix(" --"));
            match (title, case.sections.last_mut()) {
                (Some(title), _) => case.sections.push((title.to_owned(), String::new())),
                (None, Some((_, section))) => section.push_str(line),
                (None, None) => case.directive(line),
            }
        }
        Ok(case)
    }

    fn directive(&mut self, line: &str) {
        if let Some(stages) = line.strip_prefix("# dump:") {
            self.dumps = stages.split_whitespace().map(str::to_owned).collect();
        } else if line.trim_end() == "# stage: syntax" {
            self.syntax_only = true;
        }
    }

    pub(crate) fn run(&self) -> Outcome {
        let mut files = Memory::new();
        add_folder(&mut files, Path::new("tests/pack"), Path::new("pack"));
        let head = Path::new("pack/heads/case");
        let has = |name: &str| self.sections.iter().any(|(section, _)| section == name);
        let input = ["input.xml", "input.csv"].into_iter().find(|name| has(name)).unwrap_or("input.json");
        files.add(head.join("head.yaml"), default_head(input));
        if !has(input) {
            files.add(head.join(input), "{\"value\":[]}");
        }
        for (name, text) in &self.sections {
            let path = if name.contains('/') { Path::new("pack").join(name) } else { head.join(name) };
            files.add(path, text.as_str());
        }
        if self.sections.iter().any(|(name, _)| name.starts_with("aloa/")) {
            self.run_channel(&files)
        } else if self.syntax_only {
            self.read_only(&files, head)
        } else {
            self.run_head(&files, head)
        }
    }

    fn run_channel(&self, files: &Memory) -> Outcome {
        let pack = Path::new("pack");
        let mut loaded = match engine::load_channel(files, pack) {
            Ok(loaded) => loaded,
            Err(error) => panic!("the channel cannot be loaded: {error}"),
        };
        let engine::LoadedChannel { sources, diagnostics, .. } = &mut loaded;
        no_refused(&engine::try_repairs_of_channel(files, pack, sources, diagnostics));
        let mut stages =
            vec![("diagnostics", diagnostics::text(&loaded.diagnostics, &loaded.sources, Style::Plain))];
        let offers = self.sections.iter().find(|(name, _)| name == "offers.json");
        let offers: Map<String, Value> =
            offers.map_or_else(Map::new, |(_, text)| serde_json::from_str(text).expect("offers are JSON"));
        if let Some(ready) = &loaded.ready {
            let (mut ir, mut programs) = (String::new(), String::new());
            for (mapping, compiled) in ready.mappings().iter().zip(ready.programs()) {
                if offers.contains_key(&mapping.record_type) {
                    ir.push_str(&check::dump(mapping));
                    programs.push_str(&program::dump(compiled));
                }
            }
            let wanted = |stage: &str| self.dumps.iter().any(|wanted| wanted == stage);
            if wanted("ir") {
                stages.push(("ir", ir));
            }
            if wanted("program") {
                stages.push(("program", programs));
            }
            let mut text = String::new();
            for (code, records) in &offers {
                let records = records.as_array().expect("a list of records");
                text.extend(records.iter().map(|record| offers::shown(ready, code, record)));
            }
            stages.push(("output", text));
        }
        stages.retain(|(_, text)| !text.is_empty());
        Outcome { refused: loaded.diagnostics.has_errors(), stages }
    }

    fn read_only(&self, files: &Memory, head: &Path) -> Outcome {
        let path = head.join("main.rules");
        let mut loose = engine::read_rules(files, &path).expect("a syntax case has main.rules");
        let refused = engine::try_repairs_of_file(files, &path, &loose.sources, &mut loose.diagnostics);
        no_refused(&refused);
        let mut stages =
            vec![("diagnostics", diagnostics::text(&loose.diagnostics, &loose.sources, Style::Plain))];
        if self.dumps.iter().any(|stage| stage == "ast") {
            stages.push(("ast", syntax::dump(&loose.parsed.file)));
        }
        let refused = loose.diagnostics.has_errors();
        stages.retain(|(_, text)| !text.is_empty());
        Outcome { refused, stages }
    }

    fn run_head(&self, files: &Memory, head: &Path) -> Outcome {
        let mut loaded = match engine::load(files, head, None) {
            Ok(loaded) => loaded,
            Err(error) => panic!("the head cannot be loaded: {error}"),
        };
        engine::examine(files, &mut loaded);
        let engine::Loaded { sources, diagnostics, .. } = &mut loaded;
        no_refused(&engine::try_repairs(files, head, None, sources, diagnostics));
        let refused = loaded.diagnostics.has_errors();
        let mut stages =
            vec![("diagnostics", diagnostics::text(&loaded.diagnostics, &loaded.sources, Style::Plain))];
        for stage in &self.dumps {
            match (stage.as_str(), &loaded.ready) {
                ("ast", _) => {
                    stages.push((
                        "ast",
                        loaded.files.iter().map(|file| syntax::dump(&file.parsed.file)).collect(),
                    ));
                }
                ("ir", Some(ready)) => stages.push(("ir", ready.mappings.iter().map(check::dump).collect())),
                ("program", Some(ready)) => {
                    stages.push(("program", ready.programs.iter().map(program::dump).collect()));
                }
                _ => panic!("`# dump: {stage}`: expected ast, ir or program, of rules without mistakes"),
            }
        }
        if let Some(ready) = &loaded.ready {
            let mut text = String::new();
            for at in 0..ready.head.feeds.len() {
                text.push_str(&listing::run(files, &loaded, ready, at, Places::Lines));
            }
            stages.push(("output", text));
        }
        stages.retain(|(_, text)| !text.is_empty());
        Outcome { refused, stages }
    }
}

fn default_head(input: &str) -> String {
    format!(
        "language: 1\nhead: case\nname: Case\nkind: main\nmedia: https://media.example.org/upload/\nfeeds:\n  \
         HOT: {{ file: {input} }}\n"
    )
}

pub(crate) fn add_folder(files: &mut Memory, from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the pack of the cases is there") {
        let path: PathBuf = entry.expect("a folder can be listed").path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            add_folder(files, &path, &target);
        } else {
            files.add(target, fs::read(&path).expect("a file can be read"));
        }
    }
}

/// A repair is proposed to be taken: one that does not take its mistake away is a mistake of whoever proposed it. That it
/// leads to another one is told, and shows in the snapshot.
fn no_refused(refused: &[engine::Refused]) {
    let failing = refused.iter().find(|refused| refused.then.is_none());
    assert!(failing.is_none(), "a repair that does not hold: {failing:?}");
}
