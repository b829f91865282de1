import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { isOperator } from '#lib/serve/access.ts'

const token = 'a-token-of-the-operations-team'
function from(address: string, headers: Record<string, string> = {}) {
  const socket = new Socket()
  Object.defineProperty(socket, 'remoteAddress', { value: address })
  return { socket, headers }
}

test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '127.1.2.3'])(
  'a program on this machine (%s) is let in',
  (address) => {
    expect(isOperator(from(address), undefined)).toBe(true)
  },
)

test.each(['192.0.2.7', '10.0.0.1', '2001:db8::1', '', '1270.0.0.1'])('another machine (%s) is not', (address) => {
  expect(isOperator(from(address), undefined)).toBe(false)
  expect(isOperator(from(address), token)).toBe(false)
})

test.each(['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])(
  'a proxy on this machine that names another by %s is not',
  (name) => {
    expect(isOperator(from('127.0.0.1', { [name]: '127.0.0.1' }), undefined)).toBe(false)
  },
)

test('the token opens from anywhere, as a bearer or as a password', () => {
  const basic = Buffer.from(`anybody:${token}`).toString('base64')
  expect(isOperator(from('192.0.2.7', { authorization: `Bearer ${token}` }), token)).toBe(true)
  expect(isOperator(from('192.0.2.7', { authorization: `Basic ${basic}` }), token)).toBe(true)
  for (const authorization of [`Bearer ${token}x`, 'Bearer ', token, `Basic ${token}`, 'Bearer undefined']) {
    expect(isOperator(from('192.0.2.7', { authorization }), token), authorization).toBe(false)
    expect(isOperator(from('192.0.2.7', { authorization }), undefined), authorization).toBe(false)
  }
})

test('a password may have colons', () => {
  const authorization = `Basic ${Buffer.from('anybody:a:token:with:colons').toString('base64')}`
  expect(isOperator(from('192.0.2.7', { authorization }), 'a:token:with:colons')).toBe(true)
})
