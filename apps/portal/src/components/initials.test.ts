import { expect, test } from 'vitest'
import { initialsOf } from './initials'

test.each([
  ['Tendai', 'T'],
  ['Farai Ncube', 'FN'],
  ['Maria da Silva Costa', 'MC'],
  ['  élodie   n’diaye ', 'ÉN'],
  ['(Dr) Rudo “Ru” Sibanda', 'DS'],
  ['محمد علي', 'مع'],
  ['', '?'],
  ['— —', '?'],
])('the initials of %j are %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
