import { openStore } from '#lib/visits/store/open.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { describeVisitStore } from '../support/visit-store-contract.ts'

describeVisitStore('memory', async () => await openStore({ kind: 'memory' }, { dataDir: 'unused' }))

describeVisitStore('sqlite', async () => await openStore({ kind: 'sqlite' }, { dataDir: await makeTemporaryFolder() }))
