import type Database from 'better-sqlite3'

type Statement = Database.Statement<unknown[], unknown>

/** A database with its statements, each prepared once. */
export class Connection {
  readonly database: Database.Database
  readonly #statements = new Map<string, Statement>()

  constructor(database: Database.Database) {
    this.database = database
  }

  run(sql: string, ...values: readonly unknown[]): number {
    return this.#statement(sql).run(...values).changes
  }

  /** The first row as an array of its columns. */
  first(sql: string, ...values: readonly unknown[]): readonly unknown[] | undefined {
    const row: unknown = this.#statement(sql)
      .raw()
      .get(...values)
    return Array.isArray(row) ? row : undefined
  }

  /** All rows, each as an array of its columns. */
  all(sql: string, ...values: readonly unknown[]): readonly (readonly unknown[])[] {
    const rows = this.#statement(sql)
      .raw()
      .all(...values)
    return rows.filter((row) => Array.isArray(row))
  }

  #statement(sql: string): Statement {
    const statement = this.#statements.get(sql) ?? this.database.prepare<unknown[], unknown>(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}
