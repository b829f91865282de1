/** `PRAGMA application_id` of a visits file: "VIST" in ASCII. */
export const applicationId = 0x56495354
/** `PRAGMA user_version` that this code reads and writes. */
export const schemaVersion = 1

/**
 * `visit` is the only home of the counts; triggers keep `total`, its sum per slug, whoever writes. Identifiers of readers
 * stand in `event`, `reading` and `salt` alone, so that forgetting them is three deletions.
 */
export const schema = `
CREATE TABLE store (id TEXT NOT NULL) STRICT;

CREATE TABLE visit (
  slug TEXT NOT NULL,
  day TEXT NOT NULL CHECK (length(day) = 10),
  visits INTEGER NOT NULL CHECK (visits >= 0),
  PRIMARY KEY (slug, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_by_day ON visit (day, slug, visits);

CREATE TABLE total (
  slug TEXT PRIMARY KEY,
  visits INTEGER NOT NULL CHECK (visits >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX total_by_visits ON total (visits DESC, slug);

CREATE TRIGGER visit_added AFTER INSERT ON visit BEGIN
  INSERT INTO total (slug, visits) VALUES (new.slug, new.visits)
    ON CONFLICT (slug) DO UPDATE SET visits = visits + excluded.visits;
END;
CREATE TRIGGER visit_changed AFTER UPDATE OF visits ON visit BEGIN
  UPDATE total SET visits = visits + new.visits - old.visits WHERE slug = new.slug;
END;
CREATE TRIGGER visit_removed AFTER DELETE ON visit BEGIN
  UPDATE total SET visits = visits - old.visits WHERE slug = old.slug;
  DELETE FROM total WHERE slug = old.slug AND visits = 0;
END;

CREATE TABLE event (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE reading (
  fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 16),
  opened INTEGER NOT NULL,
  PRIMARY KEY (fingerprint, opened)
) STRICT, WITHOUT ROWID;

CREATE TABLE salt (
  day TEXT PRIMARY KEY,
  salt BLOB NOT NULL CHECK (length(salt) = 32),
  made INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE refusal (
  day TEXT NOT NULL,
  reason TEXT NOT NULL,
  hits INTEGER NOT NULL CHECK (hits >= 0),
  PRIMARY KEY (day, reason)
) STRICT, WITHOUT ROWID;

CREATE TABLE adopted (
  source TEXT NOT NULL,
  slug TEXT NOT NULL,
  day TEXT NOT NULL,
  visits INTEGER NOT NULL,
  PRIMARY KEY (source, slug, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE restatement (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  slug TEXT NOT NULL,
  day TEXT NOT NULL,
  before INTEGER NOT NULL,
  visits INTEGER NOT NULL,
  note TEXT NOT NULL
) STRICT;
`
