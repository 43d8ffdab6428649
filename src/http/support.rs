//! `/Support`: what is known of a file or a request, without a person in it.

use axum::Json;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use serde::Serialize;
use utoipa::ToSchema;

use super::app::Call;
use super::problem::Problem;

/// A sheet for support.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Sheet {
    /// What is known of the file, where the reference is one's.
    told: Vec<Known>,
    /// What was done, the oldest first.
    log: Vec<Line>,
}

/// Something that is known.
#[derive(Serialize, ToSchema)]
struct Known {
    /// What.
    name: &'static str,
    /// It.
    value: String,
}

/// Something that was done.
#[derive(Serialize, ToSchema)]
struct Line {
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Who: an id, or a word.
    actor: String,
    /// What.
    action: String,
    /// To what.
    object: String,
    /// By which request.
    request: Option<String>,
    /// What else is to be known.
    detail: Option<String>,
}

/// Show what is known of a file, by any of its numbers, or of a request, by its id
#[utoipa::path(get, path = "/Support/{reference}", operation_id = "GetSupport", tag = "Support",
    params(("reference" = String, Path, min_length = 1, max_length = 100,
        description = "The id of a file or a request, or the number of a file at elloha or at the counter")),
    responses((status = 200, description = "What is known", body = Sheet)))]
pub(super) async fn sheet(
    call: Call,
    reference: Result<Path<String>, PathRejection>,
) -> Result<Json<Sheet>, Problem> {
    let reference = reference.ok().map(|Path(reference)| reference);
    let is_one = |text: &String| text.chars().count() <= 100 && !text.chars().any(char::is_control);
    let reference = reference.filter(is_one).ok_or_else(|| {
        Problem::malformed(
            "the reference is none: it is the id or the number of a file, or the id of a request",
        )
    })?;
    call.work(move |call| {
        let known = call.gateway().support(Some(call.who()?), &reference)?;
        if known.told.is_empty() && known.log.is_empty() {
            let detail = "nothing is known by that reference: take the id of a request, or a number of a file, as it was \
                          answered";
            return Err(Problem::not_found("unknown_reference", detail));
        }
        let told = known.told.into_iter().map(|told| Known { name: told.name, value: told.value });
        let log = known.log.into_iter().map(|line| Line {
            at: line.at,
            actor: line.actor,
            action: line.action,
            object: line.object,
            request: line.request,
            detail: line.detail,
        });
        Ok(Json(Sheet { told: told.collect(), log: log.collect() }))
    })
    .await
}
