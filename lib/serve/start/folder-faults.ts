import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FolderFaults } from '#lib/config.ts'
import { siteFileNames } from '#lib/content/watch/site-files.ts'
import { errorMessage } from '#lib/errors.ts'
import { makeFolder } from '#lib/make-folder.ts'

/** What a site cannot start with, by setting, as the end of a sentence; makes the data folder. */
export const listFolderFaults: FolderFaults = ({ contentDir, dataDir }) => {
  const faults: Record<string, string> = {}
  if (!siteFileNames.every((file) => existsSync(join(contentDir, file)))) {
    faults['CONTENT_DIR'] = `must be a folder that holds ${siteFileNames.join(' and ')}`
  }
  try {
    makeFolder(dataDir)
  } catch (error) {
    faults['DATA_DIR'] = `must be a folder that the site can make and write to (${errorMessage(error)})`
  }
  return faults
}
