//! Why elloha could not be asked, or what it made of a call.

/// What went wrong with a call.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The connection is not set up as it must be.
    #[error("{0}")]
    Settings(String),
    /// The client could not be set up.
    #[error("the HTTP client cannot be set up: {0}")]
    Client(String),
    /// No random numbers.
    #[error("the system gives no random numbers: a password cannot be made")]
    Random,
    /// A body could not be written.
    #[error("a request cannot be written: {0}")]
    Unwritten(String),
    /// elloha does not know the login, or not with that password.
    #[error(
        "elloha does not take the login {user} with its password ({status}): correct ELLOHA_USER and ELLOHA_PASSWORD"
    )]
    Login {
        /// Who signs in.
        user: String,
        /// `400 Bad Request`
        status: String,
    },
    /// elloha refuses a call; it would do so again.
    #[error("elloha answers {status} to {call}: {repair}")]
    Refused {
        /// `PUT /Product`
        call: String,
        /// `400 Bad Request`
        status: String,
        /// What can be done.
        repair: &'static str,
    },
    /// A call went out, and nobody knows what became of it.
    #[error("{call}: {why}: what became of it must be looked up before it is sent again")]
    Uncertain {
        /// `POST /Product`
        call: String,
        /// What the connection said.
        why: String,
    },
    /// elloha does not answer, however often it is asked.
    #[error("{call}: {why}{}: run the same command again later", if *times > 1 { format!(" ({times} times)") } else { String::new() })]
    Silent {
        /// `GET /Config/Account`
        call: String,
        /// What the connection or the server said.
        why: String,
        /// How often it was asked.
        times: u32,
    },
    /// An answer is not of the documented shape.
    #[error("{call}: {what}: elloha's API has changed, or ELLOHA_URL is not its address")]
    Answer {
        /// `GET /Config/Account`
        call: String,
        /// What is wrong with it.
        what: String,
    },
    /// Captured lists cannot be read or written.
    #[error("{}: {why}", path.display())]
    Captured {
        /// The file.
        path: std::path::PathBuf,
        /// Why.
        why: String,
    },
}

impl Error {
    /// Whether a call went out of which nobody knows what became of it.
    pub fn is_uncertain(&self) -> bool {
        match self {
            Self::Uncertain { .. } => true,
            Self::Settings(_)
            | Self::Client(_)
            | Self::Random
            | Self::Unwritten(_)
            | Self::Login { .. }
            | Self::Refused { .. }
            | Self::Silent { .. }
            | Self::Answer { .. }
            | Self::Captured { .. } => false,
        }
    }
}
