import Database from 'better-sqlite3'

/** Raised whenever what is kept for a release changes form; an index of another version is made anew. */
const version = 5

// Ids are never given twice, so who knows all up to one need only ask for those above it.
const schema = `
  CREATE TABLE entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, text TEXT NOT NULL,
    waits INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX waiting_entry ON entry (key) WHERE waits;
  CREATE VIRTUAL TABLE words USING fts5(
    title, facts, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0'
  );
  -- Texts that nobody may read yet stand apart: how often a word is, which ranks and suggests, must not tell of them.
  CREATE VIRTUAL TABLE waiting USING fts5(
    title, facts, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0'
  );
  -- The same titles apart, in a twentieth of the room: who types is offered them, and of many hits they come first.
  CREATE VIRTUAL TABLE titles USING fts5(
    title, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='1 2 3'
  );
  -- Each Han character once an entry: of the words' pairs, thousands may begin with one.
  CREATE VIRTUAL TABLE characters USING fts5(
    han, content='', contentless_delete=1, detail=none, tokenize='unicode61 remove_diacritics 0'
  );
  -- How often each token is, which takes long to tell; and each word that was ever public, to suggest spellings from.
  CREATE VIRTUAL TABLE words_vocabulary USING fts5vocab(words, row);
  CREATE VIRTUAL TABLE titles_vocabulary USING fts5vocab(titles, row);
  CREATE VIRTUAL TABLE characters_vocabulary USING fts5vocab(characters, row);
  CREATE TABLE spelling (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  -- The entries of each common token, in bits, so many in a row; and of how many entries it was told which are common.
  CREATE TABLE common (number INTEGER PRIMARY KEY, place TEXT NOT NULL, token TEXT NOT NULL, UNIQUE (place, token)) STRICT;
  CREATE TABLE common_row (
    row INTEGER NOT NULL, number INTEGER NOT NULL, bits BLOB NOT NULL, PRIMARY KEY (row, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE common_made (entries INTEGER NOT NULL) STRICT;
`

export const searchTables = ['words', 'waiting', 'titles', 'characters'] as const

/** All words of an entry that is public, or of one that was not when it was written; those of any title; any Han characters. */
export type SearchTable = (typeof searchTables)[number]

/** In the order in which they can be dropped; `vocabulary` was in an earlier form. */
const dropped = [
  ...['vocabulary', 'words_vocabulary', 'titles_vocabulary', 'characters_vocabulary'],
  ...[...searchTables, 'entry', 'spelling', 'common', 'common_row', 'common_made'],
]

function prepareTables(database: Database.Database): void {
  database.pragma('busy_timeout = 5000')
  database.pragma('journal_mode = WAL')
  // Losing the index costs only the time to make it again, so it does not wait for the disk.
  database.pragma('synchronous = OFF')
  database.pragma('cache_size = -8000')
  const isCurrent = () => database.pragma('user_version', { simple: true }) === version
  const make = database.transaction(() => {
    // Another process may have made it meanwhile.
    if (isCurrent()) return
    for (const table of dropped) database.exec(`DROP TABLE IF EXISTS ${table}`)
    database.exec(schema)
    database.pragma(`user_version = ${version}`)
  })
  if (!isCurrent()) make.immediate()
}

/** Opens the file, with its tables empty when there was none or its form was another. Throws what SQLite throws. */
export function openTables(file: string, mustExist: boolean): Database.Database {
  const database = new Database(file, { fileMustExist: mustExist })
  try {
    prepareTables(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}
