import { expect, it } from 'vitest'
import { createClientAddress } from './client-address.js'

const clientAddress = createClientAddress(['127.0.0.1', '::1', '10.0.0.0/8'])

it.each([
  ['a stranger’s claim counts for nothing', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['a proxy without a claim is itself', '127.0.0.1', undefined, '127.0.0.1'],
  ['a proxy is believed', '127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['an IPv4 address in IPv6 clothes is the same', '::ffff:127.0.0.1', '::ffff:198.51.100.1', '198.51.100.1'],
  ['only what our proxies wrote is read', '127.0.0.1', '1.2.3.4, 198.51.100.1, 10.1.2.3', '198.51.100.1'],
  ['an IPv6 client', '::1', '2001:db8::7', '2001:db8::7'],
  ['nonsense is not an address', '10.0.0.5', 'unknown', '10.0.0.5'],
])('%s', (_, socket, forwarded, expected) => {
  expect(clientAddress(socket, forwarded)).toBe(expected)
})

it('names a setting that is no address', () => {
  expect(() => createClientAddress(['console'])).toThrow('TRUSTED_PROXIES: console')
})
