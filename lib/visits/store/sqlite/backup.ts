import Database from 'better-sqlite3'

/**
 * Copies the SQLite visits file to `to`, whole and consistent, while the site goes on counting (SQLite's online backup).
 * The copy is one file, ready to be put in the place of the original.
 */
export async function backupSqliteStore(file: string, to: string): Promise<void> {
  const db = new Database(file, { readonly: true, fileMustExist: true })
  try {
    await db.backup(to)
  } finally {
    db.close()
  }
}
