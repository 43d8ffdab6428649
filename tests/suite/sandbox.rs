//! A copy of the pack with a head whose feeds a stand-in server has, and a folder for what is kept.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value as Json;

/// A place of its own for one test.
pub(crate) struct Sandbox {
    pub(crate) root: PathBuf,
    /// The head is a plain copy of the Dordogne's, with its feeds replaced.
    pub(crate) head: PathBuf,
    catalogue: Option<String>,
}

/// The records of a recorded feed of head 24: composed, as that file says.
pub(crate) fn recorded(code: &str) -> Vec<Json> {
    let text = fs::read(format!("rules/heads/24/feeds/{code}.json")).unwrap();
    let feed: Json = serde_json::from_slice(&text).unwrap();
    feed["value"].as_array().unwrap().clone()
}

/// So many records of tastings that are imported, each with a name of its own; composed of one recorded record.
pub(crate) fn composed(count: usize) -> Vec<Json> {
    let first =
        recorded("DEG").into_iter().find(|record| record["SyndicObjectID"] == "DEGAQU024FS00D07").unwrap();
    (0..count)
        .map(|number| {
            let mut record = first.clone();
            record["SyndicObjectID"] = Json::from(format!("DEGAQU024FS1{number:04}"));
            record["NOMOFFRE"] = Json::from(format!("Domaine composé {number}"));
            record
        })
        .collect()
}

/// The same records with one value in a field of each.
pub(crate) fn all_with(mut records: Vec<Json>, field: &str, value: &str) -> Vec<Json> {
    for record in &mut records {
        record[field] = Json::from(value);
    }
    records
}

impl Sandbox {
    /// `feeds` are the lines below `feeds:` of head.yaml, `more` those above.
    pub(crate) fn new(name: &str, more: &str, feeds: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sandbox").join(name);
        let _ = fs::remove_dir_all(&root);
        crate::readme::copy(Path::new("rules/elloha"), &root.join("rules/elloha"));
        crate::readme::copy(Path::new("rules/tourinsoft"), &root.join("rules/tourinsoft"));
        let head = root.join("rules/heads/24");
        crate::readme::copy(Path::new("rules/heads/24"), &head);
        let sandbox = Self { root, head, catalogue: None };
        sandbox.feeds(more, feeds);
        sandbox
    }

    /// With the catalogue in another database.
    pub(crate) fn with_catalogue(mut self, url: Option<String>) -> Self {
        self.catalogue = url;
        self
    }

    /// The address of its catalogue, where it is none of its own.
    pub(crate) fn catalogue(&self) -> Option<&str> {
        self.catalogue.as_deref()
    }

    /// Writes head.yaml anew.
    pub(crate) fn feeds(&self, more: &str, feeds: &str) {
        let text = fs::read_to_string("rules/heads/24/head.yaml").unwrap();
        let (before, _) = text.split_once("feeds:\n").unwrap();
        // An account type is stated for the record types of its feeds only.
        let has = |line: &str| {
            let code = line.trim_start().split(':').next().unwrap_or_default();
            code.len() != 3
                || code.chars().any(|c| !c.is_ascii_uppercase())
                || feeds.contains(&format!("  {code}:"))
        };
        let mut head: Vec<&str> = before.lines().filter(|line| has(line)).collect();
        head.push("");
        let before = head.join("\n");
        fs::write(self.head.join("head.yaml"), format!("{before}{more}feeds:\n{feeds}")).unwrap();
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_passerelle"));
        command.args(args).current_dir(&self.root).env("COLUMNS", "110");
        for name in
            ["PASSERELLE_CATALOGUE", "PASSERELLE_DATA", "ELLOHA_URL", "ELLOHA_USER", "ELLOHA_PASSWORD"]
        {
            command.env_remove(name);
        }
        if let Some(url) = &self.catalogue {
            command.env("PASSERELLE_CATALOGUE", url);
        }
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> (Option<i32>, String, String) {
        let Output { status, stdout, stderr } = self.command(args).output().unwrap();
        (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
    }

    /// As `run`, with the answer for programs.
    pub(crate) fn json(&self, args: &[&str]) -> (Option<i32>, Json, String) {
        let (status, stdout, stderr) = self.run(&[args, &["--format", "json"]].concat());
        (status, serde_json::from_str(&stdout).unwrap_or_default(), stderr)
    }
}
