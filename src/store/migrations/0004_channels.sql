-- The channel to a counter: its life, the accounts that it is shown in, who opened it, and which two files are one. Texts
-- are JSON where a comment says so; moments are UTC, in RFC 3339; an empty text is none.

CREATE TABLE gateway_channels (
  -- The id of the channel at elloha: idEct, idDistribution.
  id TEXT PRIMARY KEY,
  -- The network head that it is for.
  head TEXT NOT NULL UNIQUE,
  -- `requested`, `provisioned`, `tested`, `visible`
  stage TEXT NOT NULL,
  label TEXT NOT NULL,
  creator TEXT NOT NULL,
  -- The booking engine that is made for it.
  engine TEXT NOT NULL,
  -- JSON: the central booking office.
  office TEXT NOT NULL,
  -- The idOI of the account that it is tested with.
  test_account TEXT NOT NULL,
  requested TEXT NOT NULL,
  provisioned TEXT NOT NULL,
  tested TEXT NOT NULL,
  visible TEXT NOT NULL
);

-- The accounts of a network, and what their owners decided.
CREATE TABLE gateway_accounts (
  channel TEXT NOT NULL,
  idoi TEXT NOT NULL,
  name TEXT NOT NULL,
  -- A code of the pack.
  account_type TEXT NOT NULL,
  subscription TEXT NOT NULL,
  -- When its owner opened the channel; empty: it is closed.
  opened TEXT NOT NULL,
  -- From this day on it is sold; empty: it is closed.
  sellable TEXT NOT NULL,
  PRIMARY KEY (channel, idoi)
);

-- Who opened and closed, when, and under which label. Lines are added only.
CREATE TABLE gateway_consents (
  id TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  idoi TEXT NOT NULL,
  -- `opened` or `closed`
  deed TEXT NOT NULL,
  -- The id of the person.
  person TEXT NOT NULL,
  -- The name of the person: consent is somebody's.
  name TEXT NOT NULL,
  -- `owner`, or `managed_internally`
  acts_as TEXT NOT NULL,
  label TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX gateway_consents_of ON gateway_consents (channel, idoi, at);

-- Two files that are one: that of the counter, and that of elloha.
CREATE TABLE gateway_files (
  channel TEXT NOT NULL,
  -- Its number at the counter.
  reference TEXT NOT NULL,
  -- Of what it was made of: the same number with something else is another file.
  digest TEXT NOT NULL,
  -- Its id at elloha; empty until it is known.
  id TEXT NOT NULL,
  -- Its number at elloha; empty until it is known.
  number TEXT NOT NULL,
  -- `made`, `confirmed`, `refused`, `cancelled`: the last that is known.
  state TEXT NOT NULL,
  -- The accounts of its lines, with spaces between them.
  accounts TEXT NOT NULL,
  -- JSON: the lines as both sides know them since they were confirmed.
  agreed TEXT NOT NULL,
  -- What was sent to elloha and is not known to be done: `create`, `add`, `confirm`, `cancel`, `discard`; else empty.
  step TEXT NOT NULL,
  since TEXT NOT NULL,
  made TEXT NOT NULL,
  PRIMARY KEY (channel, reference)
);
CREATE INDEX gateway_files_id ON gateway_files (id);
CREATE INDEX gateway_files_state ON gateway_files (state, made);
CREATE INDEX gateway_files_step ON gateway_files (step);
