import { expect, it } from 'vitest'
import { z } from 'zod'
import { choiceSchema, instantSchema, limitSchema, strictInput } from './input.js'

const schema = strictInput({ role: choiceSchema(['doctor', 'nurse']), limit: limitSchema(200), from: instantSchema })
const right = { role: 'doctor', limit: 50, from: '2027-03-01T09:00:00+02:00' }

it('takes what it names', () => {
  expect(schema.parse(right)).toEqual(right)
})

it.each([
  [{ ...right, tenantId: 'x', version: 7 }, 'unknown field tenantId, version; leave it out'],
  [{ ...right, role: 'root' }, 'expected one of doctor, nurse'],
  [{ ...right, limit: 1e9 }, 'expected 1 to 200'],
  [{ ...right, limit: 'all' }, 'expected 1 to 200'],
  [{ ...right, from: '2027-03-01T09:00:00' }, 'expected a date and time with its offset'],
])('refuses anything else and says what to do (%#)', (input, message) => {
  const { error } = schema.safeParse(input)
  expect(error && z.prettifyError(error)).toContain(message)
})
