import { expect, test } from 'vitest'
import { pickQuery } from './pick-query'

test('only the keys that are named go on, repeated ones too', () => {
  const query = new URLSearchParams('search=a%26b&tenantId=other&actions=x&actions=y&limit=1e9')
  expect(pickQuery(query, ['search', 'actions'])).toBe('?search=a%26b&actions=x&actions=y')
})

test('without any of them nothing is asked', () => {
  expect(pickQuery(new URLSearchParams('__proto__=1&constructor=2'), ['search'])).toBe('')
})
