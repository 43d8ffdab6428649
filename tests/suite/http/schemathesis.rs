//! Whether the server keeps what its document says, as schemathesis finds out with a thousand requests of its own: with a
//! token of each scope, and without one. It runs where the program is named; `.ci/schemathesis` does that.

use std::io::Write;
use std::num::NonZeroU32;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use passerelle::gateway::access::Limits;
use serde_json::{Value as Json, json};

use super::{House, Plan};
use crate::gateway::sample::{CANOES, DESCENT, PLACE, RACK};
use crate::gateway::scene::{CHANNEL, ENGINE};

/// Where the program is.
const PROGRAM: &str = "PASSERELLE_SCHEMATHESIS";
/// What is checked of each answer.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,\
     allow_header_conformance,unsupported_method,missing_required_header";

/// The document, with ids that are there: else every request would end at the first id.
fn planted(mut document: Json) -> Json {
    let schemas = &mut document["components"]["schemas"];
    let mut plant = |shape: &str, member: &str, value: Json| {
        let of = &mut schemas[shape]["properties"][member];
        assert!(of.is_object(), "{shape}.{member} is there");
        *of = json!({ "enum": [value] });
    };
    for (member, value) in
        [("idPublication", json!(ENGINE)), ("idEct", json!(CHANNEL)), ("idDistribution", json!(CHANNEL))]
    {
        plant("NewBooking", member, value);
    }
    for shape in ["NewItem", "AvailabilityRequest"] {
        for (member, value) in [
            ("idOi", json!(CANOES)),
            ("idFormula", json!(DESCENT)),
            ("idPrestation", json!(PLACE)),
            ("idRatePlan", json!(RACK)),
        ] {
            plant(shape, member, value);
        }
    }
    plant("AvailabilityRequest", "idPublicationProject", json!(ENGINE));
    for (member, value) in [
        ("bookingStart", json!("2026-07-20T00:00:00")),
        ("hour", json!(10)),
        ("minutes", json!(0)),
        ("quantity", json!(1)),
        ("unitAmountIncludingVat", json!(24.5)),
    ] {
        plant("NewItem", member, value);
    }
    for (_, item) in document["paths"].as_object_mut().unwrap() {
        for (_, operation) in item.as_object_mut().unwrap() {
            let parameters = operation.get_mut("parameters").and_then(Json::as_array_mut);
            let Some(parameters) = parameters else { continue };
            for parameter in parameters.iter_mut().filter(|parameter| parameter["name"] == "idChannel") {
                parameter["schema"] = json!({ "type": "string", "enum": [CHANNEL] });
            }
        }
    }
    document
}

#[test]
fn the_server_keeps_what_its_document_says() {
    let Ok(program) = std::env::var(PROGRAM) else {
        let mut out = std::io::stderr().lock();
        let _ = writeln!(out, "\nskipped: schemathesis, which {PROGRAM} would name");
        return;
    };
    let limits = Limits::new(NonZeroU32::MAX, Duration::from_nanos(1));
    let house = House::built("schemathesis", Plan { limits: Some(limits), ..Plan::default() });
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schemathesis");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let document = planted(house.ask("GET", "/openapi.json").send().good());
    std::fs::write(folder.join("openapi.json"), document.to_string()).unwrap();
    let mut wrong = Vec::new();
    let tokens = house.everybody();
    let tokens = tokens.iter().map(|(scope, token)| (scope.word(), Some(token.as_str())));
    for (who, token) in tokens.chain([("nobody", None)]) {
        let mut command = Command::new(&program);
        command.current_dir(&folder).args(["run", "openapi.json", "--url", &house.url, "--checks", CHECKS]);
        command.args([
            "--seed",
            "8026",
            "--max-examples",
            // Those who sell may do most.
            if who == "channel" { "60" } else { "8" },
            "--phases",
            "examples,coverage,fuzzing,stateful",
        ]);
        command.args(["--warnings", "off", "--suppress-health-check", "all", "--continue-on-failure"]);
        if let Some(token) = token {
            // It would end the session of all that comes after it.
            command.args([
                "--header",
                &format!("Authorization: Bearer {token}"),
                "--exclude-operation-id",
                "LogOut",
            ]);
        }
        let output = command.env("NO_COLOR", "1").output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        std::fs::write(folder.join(format!("{who}.txt")), &told).unwrap();
        if !output.status.success() {
            wrong.push(format!("as {who}:\n{told}{}", String::from_utf8_lossy(&output.stderr)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
