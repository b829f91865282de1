import { expect, test } from 'vitest'
import { sqliteFault } from '#lib/visits/store/sqlite/faults.ts'
import { checkRoom } from '#lib/visits/store/sqlite/room.ts'

const disk = (bavail: number, blocks = 1000) => ({ bavail, bsize: 4096, blocks })

test('a disk without room for a commit is full, though a lock can be had on it', () => {
  const check = () => checkRoom('/data', () => disk(63))
  expect(check).toThrow('258048 bytes are left in /data')
  try {
    check()
  } catch (error) {
    expect(sqliteFault(error, '/data/visits.sqlite')?.code).toBe('visits/full')
  }
  expect.assertions(2)
})

test('a disk with room, and one of which the system knows nothing, is none that is full', () => {
  expect(() => checkRoom('/data', () => disk(64))).not.toThrow()
  expect(() => checkRoom('/data', () => disk(0, 0))).not.toThrow()
  expect(() => checkRoom(import.meta.dirname)).not.toThrow()
})
