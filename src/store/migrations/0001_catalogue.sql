-- The catalogue of cold records. Texts are JSON where a comment says so; moments are UTC, in RFC 3339.

-- One row a head: its revision moves with every transaction that writes.
CREATE TABLE heads (
  head TEXT NOT NULL PRIMARY KEY,
  revision BIGINT NOT NULL,
  -- A digest of all that was ever written, in order: two heads with the same have the same history.
  chain TEXT NOT NULL,
  -- The number of the last run.
  run BIGINT NOT NULL,
  -- The digest of a change set that is not applied to its end.
  pending TEXT,
  -- The digest of the last one that was.
  applied TEXT
);

-- What a plan asks of every record stands first, the long texts last: then it reads only the beginning of each row.
CREATE TABLE records (
  head TEXT NOT NULL,
  -- SyndicObjectID
  id TEXT NOT NULL,
  -- `feed`, or `hand`: such a record no plan ever touches.
  origin TEXT NOT NULL,
  bordereau TEXT NOT NULL,
  account_type TEXT NOT NULL,
  -- `live` or `withdrawn`
  state TEXT NOT NULL,
  -- Digests: of all that the rules read of the record, of type and fields, and of the rules.
  content TEXT NOT NULL,
  account TEXT NOT NULL,
  rules TEXT NOT NULL,
  -- When its owner took the account over; from then on the feed writes to `offered` only.
  taken_over TEXT,
  -- The digest of `offered`.
  offered_account TEXT,
  created_run BIGINT NOT NULL,
  changed_run BIGINT NOT NULL,
  changed_at TEXT NOT NULL,
  idoi TEXT,
  -- The body that owns the record in the information system.
  body TEXT,
  body_name TEXT,
  -- JSON: the fields of the account.
  fields TEXT NOT NULL,
  -- JSON: by field, where the rules stand that gave it.
  origins TEXT NOT NULL,
  -- JSON: what the feed would have the fields be since the account was taken over.
  offered TEXT,
  PRIMARY KEY (head, origin, id)
);

CREATE TABLE runs (
  head TEXT NOT NULL,
  number BIGINT NOT NULL,
  -- `apply`, `record`
  command TEXT NOT NULL,
  began TEXT NOT NULL,
  ended TEXT,
  change_set TEXT NOT NULL,
  -- So many of its changes are applied, of so many.
  done BIGINT NOT NULL,
  total BIGINT NOT NULL,
  -- JSON: the reads, the rules and the counts that it was planned on.
  about TEXT NOT NULL,
  PRIMARY KEY (head, number)
);

CREATE TABLE history (
  head TEXT NOT NULL,
  run BIGINT NOT NULL,
  place BIGINT NOT NULL,
  id TEXT NOT NULL,
  origin TEXT NOT NULL,
  -- `create`, `change`, `withdraw`, `restore`, `suggestion`
  kind TEXT NOT NULL,
  -- JSON: what changed, field by field, or why.
  detail TEXT NOT NULL,
  PRIMARY KEY (head, run, place)
);

CREATE INDEX history_of_record ON history (head, id);
