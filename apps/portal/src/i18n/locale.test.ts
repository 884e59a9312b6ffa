import { expect, test } from 'vitest'
import { localeFromHeader } from './locale'

test.each([
  [null, 'en'],
  ['fr-FR,fr;q=0.9,en;q=0.8', 'fr'],
  ['en;q=0.5, fr;q=0.7', 'fr'],
  ['de-DE,de', 'en'],
  ['sn, fr-CD;q=0.4', 'fr'],
  ['fr;q=0, en', 'en'],
  ['*', 'en'],
])('Accept-Language %j gives %s', (header, locale) => {
  expect(localeFromHeader(header)).toBe(locale)
})
