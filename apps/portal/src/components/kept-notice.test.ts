import { expect, test } from 'vitest'
import { isKeptNotice } from './kept-notice'

const notice = { id: '1', at: '2026-01-01T00:00:00Z', tone: 'done', text: 'Saved.' }

test('a notice is read as it was kept', () => {
  expect(isKeptNotice(notice)).toBe(true)
  expect(isKeptNotice({ ...notice, title: 'Saved', link: { href: '/users', label: 'Users' } })).toBe(true)
})

test.each([
  null,
  [],
  { ...notice, tone: 'loud' },
  { ...notice, text: undefined },
  { ...notice, link: { href: 'https://elsewhere.test', label: 'Elsewhere' } },
  { ...notice, link: { href: '//elsewhere.test', label: 'Elsewhere' } },
])('%j is no notice of ours', (value) => {
  expect(isKeptNotice(value)).toBe(false)
})
