import { expect, test } from 'vitest'
import { countryOfZone } from './phone-country'

test.each([
  ['Africa/Harare', 'ZW'],
  ['Europe/Paris', 'FR'],
  ['Africa/Abidjan', 'CI'],
])('a clinic in %s is taken to write numbers of %s', (zone, country) => {
  expect(countryOfZone(zone)).toBe(country)
})

test('a zone that is nowhere is of no country', () => {
  expect(countryOfZone('UTC')).toBeNull()
})
