-- From cold records to accounts. Texts are JSON where a comment says so; moments are UTC, in RFC 3339.

-- The offer of the account that a record stands for, where several records are one account.
ALTER TABLE records ADD COLUMN product TEXT;
-- JSON: by field, where the rules stand that gave what is offered since the account was taken over.
ALTER TABLE records ADD COLUMN offered_origins TEXT;
-- The account type that the feed would have it be since then.
ALTER TABLE records ADD COLUMN offered_type TEXT;

-- A record on its way to an account: a row from before the first call that changes something until the owner has it.
CREATE TABLE transforms (
  head TEXT NOT NULL,
  origin TEXT NOT NULL,
  id TEXT NOT NULL,
  -- `asked`: the account may have been asked for; `made`: it is there; `found`: and `idoi` says which.
  stage TEXT NOT NULL,
  -- Who turns it into an account.
  actor TEXT NOT NULL,
  began TEXT NOT NULL,
  -- What is sent, the owner and the fields as JSON: another run sends the same.
  account_type TEXT NOT NULL,
  owner TEXT NOT NULL,
  fields TEXT NOT NULL,
  -- The password under which the description is sent; it goes with this row.
  secret TEXT NOT NULL,
  idoi TEXT,
  -- The run that goes on with it: another one takes it over by writing its own name here.
  holder TEXT NOT NULL,
  PRIMARY KEY (head, origin, id)
);

-- What somebody said of two records that seem to be one.
CREATE TABLE verdicts (
  -- `HEAD ORIGIN ID` of both, the smaller one first.
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  -- `different`, or `same`: then `keep` is the one that becomes the account.
  verdict TEXT NOT NULL,
  keep TEXT,
  actor TEXT NOT NULL,
  at TEXT NOT NULL,
  because TEXT,
  PRIMARY KEY (one, other)
);
