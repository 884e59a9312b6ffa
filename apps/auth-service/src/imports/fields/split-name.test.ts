import { expect, it } from 'vitest'
import { splitName } from './split-name.js'

it.each([
  ['Tendai Moyo', 'Tendai', 'Moyo'],
  ['Moyo, Tendai', 'Tendai', 'Moyo'],
  ['MOYO Tendai Grace', 'Tendai Grace', 'MOYO'],
  ['Tendai Grace MOYO', 'Tendai Grace', 'MOYO'],
  ['Tendai de la MOYO', 'Tendai', 'de la MOYO'],
  ['NGUYEN VAN Anh', 'Anh', 'NGUYEN VAN'],
  ['Tendai Grace Moyo', 'Tendai Grace', 'Moyo'],
  ['Maria de la Cruz', 'Maria', 'de la Cruz'],
  ['Pieter van der Merwe', 'Pieter', 'van der Merwe'],
  ['Dr. Tendai  Moyo', 'Tendai', 'Moyo'],
  ['Moyo, Dr Tendai', 'Tendai', 'Moyo'],
  ['Mme Zoé N’Diaye', 'Zoé', 'N’Diaye'],
  ['TENDAI MOYO', 'TENDAI', 'MOYO'],
  ['El Hadji', 'El', 'Hadji'],
  ['عمر حسن', 'عمر', 'حسن'],
])('%j is %j and %j', (text, firstName, lastName) => {
  expect(splitName(text)).toEqual({ firstName, lastName })
})

it.each(['Madonna', 'Dr Moyo', 'Moyo,', ', Tendai', 'Dr.', ','])('%j tells no first and last name', (text) => {
  expect(splitName(text)).toBeUndefined()
})
