//! Runs the fuzz targets with the seed corpus, with the inputs that fuzzing has added to it, and with all its findings.

use crate::{targets, tried};
use base64ct::{Base64, Encoding};
use std::fs;
use std::path::{Path, PathBuf};

type Target = (&'static str, fn(&[u8]));

const TARGETS: [Target; 12] = [
    ("auth_json", targets::auth_json::run),
    ("envelope", targets::envelope::run),
    ("extract", targets::extract::run),
    ("header", targets::header::run),
    ("inspect", targets::inspect::run),
    ("jwt", targets::jwt::run),
    ("private_key", targets::private_key::run),
    ("public_key", targets::public_key::run),
    ("registration_response", targets::registration_response::run),
    ("task_registration", targets::task_registration::run),
    ("text", targets::text::run),
    ("timestamp", targets::timestamp::run),
];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(name)
}

/// Reads the corpus of a target, which has one input per line, in base64.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let file = fs::read_to_string(folder("corpus").join(format!("{target}.txt"))).expect("a corpus");
    file.lines().map(|line| Base64::decode_vec(line).expect("base64")).collect()
}

/// Reads the findings of a target, with one input per file, as libFuzzer writes them.
fn findings(target: &str) -> Vec<Vec<u8>> {
    let files = fs::read_dir(folder("findings").join(target)).into_iter().flatten();
    files.map(|file| fs::read(file.expect("a file").path()).expect("its bytes")).collect()
}

#[test]
fn every_target_passes_for_every_stored_input() {
    let mut inputs = 0;
    for (name, run) in TARGETS {
        let corpus = corpus(name);
        assert!(corpus.len() > 10, "the corpus of {name} is all but empty");
        for input in corpus.iter().chain(&findings(name)) {
            run(input);
            inputs += 1;
        }
    }
    tried("corpus", inputs);
}

#[test]
fn no_target_is_missing() {
    let files =
        fs::read_dir(folder("targets")).expect("fuzz/targets").map(|file| file.expect("a file").file_name());
    let mut names: Vec<String> = files.map(|name| name.to_string_lossy().replace(".rs", "")).collect();
    names.sort();
    assert_eq!(names, TARGETS.map(|(name, _)| name));
}
