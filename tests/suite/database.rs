//! The databases that the catalogue is tested on: a file, and a server where one is named.

use std::io::Write;
use std::sync::Once;

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row};

/// The server that tests may make databases on: `postgres://USER@HOST/DATABASE`.
const SERVER: &str = "PASSERELLE_TEST_POSTGRES";

/// A database of its own for one test, on the server; none where no server is named, which is said by name.
pub(crate) fn postgres(test: &str) -> Option<String> {
    let Ok(server) = std::env::var(SERVER) else {
        skipped(test);
        return None;
    };
    let name =
        format!("passerelle_{}_{}", test.replace(|c: char| !c.is_alphanumeric(), "_"), std::process::id());
    on_server(&server, &[format!("DROP DATABASE IF EXISTS {name}"), format!("CREATE DATABASE {name}")]);
    let (before, _) = server.rsplit_once('/').unwrap();
    Some(format!("{before}/{name}"))
}

/// Runs statements on the server, in the database that its address names.
pub(crate) fn on_server(server: &str, statements: &[String]) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut connection = PgConnection::connect(server).await.unwrap();
        for statement in statements {
            connection.execute(AssertSqlSafe(statement.clone())).await.unwrap();
        }
        connection.close().await.unwrap();
    });
}

/// The number that a statement gives; 0 where its tables are not there yet.
pub(crate) fn number(url: &str, statement: &str) -> i64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut connection = PgConnection::connect(url).await.unwrap();
        let row = connection.fetch_one(AssertSqlSafe(statement.to_owned())).await;
        let number = row.map_or(0, |row| row.get(0));
        connection.close().await.unwrap();
        number
    })
}

/// Makes a database in a file by a statement.
pub(crate) fn in_file(path: &std::path::Path, statement: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path).create_if_missing(true);
        let mut connection = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
        connection.execute(AssertSqlSafe(statement.to_owned())).await.unwrap();
        connection.close().await.unwrap();
    });
}

fn skipped(test: &str) {
    static ONCE: Once = Once::new();
    // Past the capture of the test harness: who reads the output of a green run shall know what did not run.
    let mut out = std::io::stderr().lock();
    ONCE.call_once(|| {
        let _ = writeln!(
            out,
            "\nwithout a PostgreSQL server, which {SERVER} would name, these tests are skipped:"
        );
    });
    let _ = writeln!(out, "skipped: {test} on PostgreSQL");
}

/// Tests that run on both databases: each is a function of a sandbox's name and the address of its catalogue.
macro_rules! on_both {
    ($($(#[$about:meta])* fn $name:ident($sandbox:ident, $catalogue:ident) $body:block)*) => {
        $(
            $(#[$about])*
            mod $name {
                use super::*;

                fn run($sandbox: &str, $catalogue: Option<String>) $body

                #[test]
                fn on_sqlite() {
                    run(concat!(stringify!($name), "-sqlite"), None);
                }

                #[test]
                fn on_postgresql() {
                    let test = stringify!($name);
                    if let Some(url) = crate::database::postgres(test) {
                        run(concat!(stringify!($name), "-postgresql"), Some(url));
                    }
                }
            }
        )*
    };
}

pub(crate) use on_both;
