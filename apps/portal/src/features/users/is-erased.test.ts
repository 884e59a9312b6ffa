import { expect, test } from 'vitest'
import { isErased, isErasedName } from './is-erased'

const id = '0199a0a0-0000-7000-8000-000000000001'

test('somebody is erased when the address is the blank one of the same person', () => {
  expect(isErased({ id, email: `erased-${id}@erased.invalid` })).toBe(true)
  expect(isErased({ id, email: 'erased-somebody@erased.invalid' })).toBe(false)
  expect(isErased({ id, email: 'tendai.moyo@clinic.test' })).toBe(false)
})

test('a person whose first name begins alike is not taken for erased', () => {
  expect([isErasedName('Erased —'), isErasedName('Erased Moyo')]).toEqual([true, false])
})
