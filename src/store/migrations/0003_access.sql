-- Who may do what through the gateway. Moments that are compared are milliseconds since 1970: two texts of one moment
-- may differ, and databases order texts each in its own way. Secrets stand here as digests only.

-- Machines and people.
CREATE TABLE access_principals (
  -- The client id of a machine, `aloa-…`; a uuid of a person. It is what the audit log calls them.
  id TEXT NOT NULL PRIMARY KEY,
  -- `machine` or `person`
  bearer TEXT NOT NULL,
  -- `channel`, `statistics`, `owner`, `head`, `support`
  scope TEXT NOT NULL,
  -- JSON: the channel, the accounts or the head that it is about.
  subject TEXT NOT NULL,
  -- The client id, or an e-mail address in small letters; none once they are ended, so that it can be invited again.
  login TEXT UNIQUE,
  -- The name of a person: who it was that opened a channel can be told.
  name TEXT,
  -- SHA-256 of a machine's secret, or a person's password as argon2id in a PHC string; none until it is set.
  secret TEXT,
  -- SHA-256 of a code that is good once, to set a password, until it ends.
  invitation TEXT UNIQUE,
  invitation_ends BIGINT,
  made BIGINT NOT NULL,
  -- When they last signed in.
  seen BIGINT,
  ended BIGINT
);

-- What became of one sign-in: the newest pair of tokens.
CREATE TABLE access_sessions (
  id TEXT NOT NULL PRIMARY KEY,
  principal TEXT NOT NULL,
  began BIGINT NOT NULL,
  -- SHA-256 of both.
  access TEXT NOT NULL UNIQUE,
  access_ends BIGINT NOT NULL,
  refresh TEXT NOT NULL UNIQUE,
  refresh_ends BIGINT NOT NULL
);

CREATE INDEX access_sessions_of ON access_sessions (principal);
CREATE INDEX access_sessions_end ON access_sessions (refresh_ends);

-- Refresh tokens that were used: one that comes again was copied.
CREATE TABLE access_spent (
  refresh TEXT NOT NULL PRIMARY KEY,
  session TEXT NOT NULL,
  ends BIGINT NOT NULL
);

CREATE INDEX access_spent_of ON access_spent (session);
CREATE INDEX access_spent_end ON access_spent (ends);

-- What was done, by whom. Lines are added only; no line names a person but by id.
CREATE TABLE access_audit (
  -- It rises with the moment at which the line was written.
  id BIGINT NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  -- The id of a principal, `operator`, or `unknown`.
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  -- The request that it was done by.
  request TEXT,
  detail TEXT
);

CREATE INDEX access_audit_of ON access_audit (object, id);
CREATE INDEX access_audit_request ON access_audit (request);
