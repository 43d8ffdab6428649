//! Whoever asks is known, may ask for that, and does not ask too often: before anything is read of what they sent.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{ALLOW, AUTHORIZATION};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::app::{App, Call, Signed};
use super::problem::Problem;
use super::table::{Lets, endpoint, methods};
use crate::elloha::Secret;
use crate::gateway::Error;
use crate::gateway::access::{self, Denied, Principal};

/// Lets a request pass, or refuses it.
pub(super) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let Some(row) = endpoint(parts.method.as_str(), path) else {
        let allow = methods(path);
        return if allow.is_empty() {
            Problem::bug(format!("{} {path} stands in no table", parts.method)).into_response()
        } else {
            (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, allow.join(", "))]).into_response()
        };
    };
    if row.lets != Lets::Everybody {
        let signed = parts.extensions.get::<Signed>().cloned().unwrap_or_default();
        let call = Call::of(&parts, &app);
        let who = match signed_in(call, &parts.headers).await {
            Ok(who) => who,
            Err(problem) => return problem.into_response(),
        };
        let limited = app.limits.check(&who.id, (app.clock)());
        let allowed = limited
            .map_err(|retry_after| Denied::Throttled { retry_after }.into())
            .and_then(|()| allowed(&who, row.lets));
        // The log names them, whatever they may.
        let _ = signed.0.set(who);
        if let Err(problem) = allowed {
            return problem.into_response();
        }
    }
    next.run(Request::from_parts(parts, body)).await
}

/// The token of a request.
pub(super) fn token(headers: &HeaderMap) -> Option<Secret> {
    let written = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = written.split_once(' ')?;
    let token = token.trim();
    let is_token = scheme.eq_ignore_ascii_case("bearer") && !token.is_empty();
    is_token.then(|| Secret::new(token.to_owned()))
}

async fn signed_in(call: Call, headers: &HeaderMap) -> Result<Principal, Problem> {
    let Some(token) = token(headers) else {
        let detail = "no token came with the request: send `Authorization: Bearer TOKEN`, with the `accessToken` that \
                      POST /Token/CreateToken gives";
        return Err(Problem::new(StatusCode::UNAUTHORIZED, "no_token", detail));
    };
    call.work(move |call| {
        let found = call.gateway().store().reading(|connection| {
            match access::authenticate(connection, &token, call.now) {
                Err(access::Error::Store(error)) => Err(error),
                other => Ok(other),
            }
        })?;
        Ok(found.map_err(Error::from)?)
    })
    .await
}

fn allowed(who: &Principal, lets: Lets) -> Result<(), Problem> {
    let has = who.scope.kind();
    match lets {
        Lets::Everybody | Lets::Signed => Ok(()),
        Lets::Those(those) => match those.iter().find(|(scope, _)| *scope == has) {
            Some((_, right)) => Ok(who.may(*right)?),
            None => {
                let scopes: Vec<&str> = those.iter().map(|(scope, _)| scope.word()).collect();
                let detail = format!(
                    "a credential of scope `{has}` may not ask for this; only `{}` may: sign in with such a one",
                    scopes.join("`, `")
                );
                Err(Problem::new(StatusCode::FORBIDDEN, "forbidden", detail))
            }
        },
    }
}
