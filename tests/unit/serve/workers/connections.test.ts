import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { Connections, type Receiver } from '#lib/serve/workers/connections.ts'

class Taker implements Receiver {
  readonly got: { readonly id: number; readonly socket: Socket }[] = []
  give(id: number, socket: Socket) {
    this.got.push({ id, socket })
  }
  get sockets() {
    return this.got.map(({ socket }) => socket)
  }
}

test('connections go in turn, and not to whoever has not answered for the last', () => {
  const [first, second] = [new Taker(), new Taker()]
  const connections = new Connections<Taker>(() => [first, second])
  const add = () => connections.add(new Socket())
  add()
  add()
  expect([first.got.length, second.got.length]).toEqual([1, 1])
  connections.accepted(first, first.got[0]?.id ?? 0)
  add()
  connections.accepted(first, first.got[1]?.id ?? 0)
  add()
  expect([first.got.length, second.got.length]).toEqual([3, 1])
  expect(connections.unsettled).toBe(2)
})

test('a connection on the way to a process that died goes to another; one that was taken does not', () => {
  const [dying, living] = [new Taker(), new Taker()]
  let receivers = [dying]
  const connections = new Connections<Taker>(() => receivers)
  const [taken, lost] = [new Socket(), new Socket()]
  connections.add(taken)
  connections.accepted(dying, dying.got[0]?.id ?? 0)
  connections.add(lost)
  receivers = [living]
  connections.leave(dying)
  expect(living.sockets).toEqual([lost])
  expect(taken.destroyed).toBe(true)
  expect(lost.destroyed).toBe(false)
})

test('without any process connections wait for the next, a thousand at most', () => {
  const taker = new Taker()
  let receivers: Taker[] = []
  const connections = new Connections<Taker>(() => receivers)
  const sockets = Array.from({ length: 1001 }, () => new Socket())
  for (const socket of sockets) connections.add(socket)
  expect(sockets.filter(({ destroyed }) => destroyed)).toEqual([sockets.at(-1)])
  receivers = [taker]
  connections.retry()
  expect(taker.sockets).toEqual(sockets.slice(0, -1))
  connections.close()
  expect(sockets.every(({ destroyed }) => destroyed)).toBe(true)
})
