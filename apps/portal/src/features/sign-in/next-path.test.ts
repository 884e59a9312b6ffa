import { expect, test } from 'vitest'
import { safeNextPath, signInAddress } from './next-path'

test.each([undefined, '', 'https://evil.test', '//evil.test', '/\\evil.test', '/\t/evil.test', 'users'])(
  'signing in never leads to %j',
  (next) => {
    expect(safeNextPath(next)).toBe('/')
  },
)

test('the way back keeps its query', () => {
  const address = new URL(signInAddress('/users?q=a b&page=2'), 'http://console.test')
  expect(safeNextPath(address.searchParams.get('next') ?? undefined)).toBe('/users?q=a b&page=2')
})
