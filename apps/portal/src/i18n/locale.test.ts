import { createFormatter } from 'next-intl'
import { expect, test } from 'vitest'
import { localeFromHeader, regions } from './locale'

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

test.each([
  ['en', '22 Nov 2026, 16:05'],
  ['fr', '22 nov. 2026, 16:05'],
] as const)('%s writes the day before the month, and 24 hours', (language, written) => {
  const format = createFormatter({ locale: regions[language], timeZone: 'UTC' })
  const moment = new Date('2026-11-22T16:05:00Z')
  expect(format.dateTime(moment, { dateStyle: 'medium', timeStyle: 'short' })).toBe(written)
})
