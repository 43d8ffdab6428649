//! Snapshots at the mirrored path.

use std::path::Path;

/// Compares a text with `snapshots/<group>/<name>.<stage>.snap`.
pub(crate) fn check(group: &str, name: &str, stage: &str, input: &Path, text: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let file = if stage.is_empty() { file.to_owned() } else { format!("{file}.{stage}") };
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root.join("snapshots").join(group).join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_input_file(input);
    settings.bind(|| insta::assert_snapshot!(file, text));
}

/// Fails where a snapshot lies in a folder of a group that was not made: what it shows is true no more.
pub(crate) fn no_others(group: &str, folder: &str, belongs: impl Fn(&str) -> bool, made: &[String]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots").join(group).join(folder);
    for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(name) = name.strip_suffix(".snap") else { continue };
        let known = !belongs(name) || made.iter().any(|made| made == name);
        assert!(known, "{} shows what is no more: remove it", entry.path().display());
    }
}
