import { openSpool } from '#lib/visits/spool.ts'
import { openStore } from '#lib/visits/store/open.ts'

/** All visits that an ended site has in its SQLite store and its spool. */
export async function countedIn(dataDir: string): Promise<number> {
  const store = await openStore({ kind: 'sqlite' }, { dataDir })
  try {
    await openSpool({ folder: `${dataDir}/spool` }).replay(async (hits) => {
      for (const hit of hits) await store.hit(hit)
    })
    let visits = 0
    for await (const row of store.export()) visits += row.visits
    return visits
  } finally {
    await store.close()
  }
}
