-- Offers, stocks and files of accounts that no live elloha keeps. Shapes are JSON as elloha's Backend writes it; moments are
-- UTC, in RFC 3339; days are those of the place. A number that may be none is -1 then, unless it says otherwise.

CREATE TABLE sales_accounts (
  idoi TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  account_type TEXT NOT NULL,
  subscription TEXT NOT NULL,
  currency TEXT NOT NULL,
  -- How often its offers were changed: what was read of them is good as long as it is the same.
  version BIGINT NOT NULL
);

CREATE TABLE sales_formulas (id TEXT PRIMARY KEY, idoi TEXT NOT NULL, shape TEXT NOT NULL);
CREATE INDEX sales_formulas_idoi ON sales_formulas (idoi);

CREATE TABLE sales_resources (id TEXT PRIMARY KEY, idoi TEXT NOT NULL, shape TEXT NOT NULL);
CREATE INDEX sales_resources_idoi ON sales_resources (idoi);

CREATE TABLE sales_rate_plans (id BIGINT PRIMARY KEY, idoi TEXT NOT NULL, shape TEXT NOT NULL);
CREATE INDEX sales_rate_plans_idoi ON sales_rate_plans (idoi);

CREATE TABLE sales_prices (
  formula TEXT NOT NULL,
  resource TEXT NOT NULL,
  rate_plan BIGINT NOT NULL,
  -- 0: days without a tag.
  tag BIGINT NOT NULL,
  idoi TEXT NOT NULL,
  shape TEXT NOT NULL,
  PRIMARY KEY (formula, resource, rate_plan, tag)
);
CREATE INDEX sales_prices_idoi ON sales_prices (idoi);

CREATE TABLE sales_tags (idoi TEXT NOT NULL, id BIGINT NOT NULL, shape TEXT NOT NULL, PRIMARY KEY (idoi, id));

CREATE TABLE sales_days (idoi TEXT NOT NULL, day TEXT NOT NULL, shape TEXT NOT NULL, PRIMARY KEY (idoi, day));

-- What is left of a resource. A slot that has no row is as its resource starts. Whoever locks several rows does so in the
-- order of their key.
CREATE TABLE sales_stock (
  resource TEXT NOT NULL,
  -- Empty: a ticket without a date.
  day TEXT NOT NULL,
  -- Minutes since midnight; -1: all day, which is how equipment is kept.
  slot BIGINT NOT NULL,
  -- -1: as many as the resource starts with.
  on_sale BIGINT NOT NULL,
  sold BIGINT NOT NULL,
  closed BIGINT NOT NULL,
  PRIMARY KEY (resource, day, slot)
);

-- Booking engines, and what the column "Creator" shows for their files.
CREATE TABLE sales_engines (id TEXT PRIMARY KEY, creator TEXT NOT NULL);

CREATE TABLE sales_files (
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  engine TEXT NOT NULL,
  distribution TEXT NOT NULL,
  creator TEXT NOT NULL,
  -- Its number in the other system.
  reference TEXT NOT NULL,
  -- The customer: JSON. Empty once it was erased.
  client TEXT NOT NULL,
  -- In small letters, to be looked for.
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  remarks TEXT NOT NULL,
  status TEXT NOT NULL,
  created TEXT NOT NULL,
  modified TEXT NOT NULL
);
CREATE INDEX sales_files_engine ON sales_files (engine, created);
CREATE INDEX sales_files_reference ON sales_files (reference);

CREATE TABLE sales_items (
  id TEXT PRIMARY KEY,
  file TEXT NOT NULL,
  line BIGINT NOT NULL,
  idoi TEXT NOT NULL,
  formula TEXT NOT NULL,
  resource TEXT NOT NULL,
  day TEXT NOT NULL,
  status TEXT NOT NULL,
  -- What it is, as it was asked for: JSON.
  shape TEXT NOT NULL,
  -- Why it was cancelled; empty: it was not, or nobody said.
  cancel_mode TEXT NOT NULL,
  UNIQUE (file, line)
);
CREATE INDEX sales_items_idoi ON sales_items (idoi);

-- The stock that a line has taken: it gives back just that.
CREATE TABLE sales_takings (
  item TEXT NOT NULL,
  resource TEXT NOT NULL,
  day TEXT NOT NULL,
  slot BIGINT NOT NULL,
  -- For equipment: from when until when, in minutes since midnight. For tickets both are -1.
  starts BIGINT NOT NULL,
  ends BIGINT NOT NULL,
  quantity BIGINT NOT NULL,
  -- What is out over midnight is out on both days.
  PRIMARY KEY (item, resource, day)
);
CREATE INDEX sales_takings_resource ON sales_takings (resource, day);
