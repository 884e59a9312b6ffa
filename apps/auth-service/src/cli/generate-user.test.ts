import { expect, it } from 'vitest'
import { newUserSchema } from '../users/user-input.js'
import { generateUser } from './generate-user.js'

const sample = Array.from({ length: 20_000 }, (_, index) => generateUser(index + 1))

it('generates users that the API would take, each with an email and a number of its own', () => {
  for (const user of sample.slice(0, 500)) expect(newUserSchema.parse(user)).toEqual(user)
  expect(new Set(sample.map(({ email }) => email)).size).toBe(sample.length)
  expect(new Set(sample.map(({ phoneNumber }) => phoneNumber)).size).toBe(sample.length)
})

it('gives the same person for the same number', () => {
  expect(generateUser(123_456)).toEqual(generateUser(123_456))
})

it('makes about 4 % doctors, 8 % nurses and mostly staff', () => {
  const share = (role: string) => sample.filter((user) => user.role === role).length / sample.length
  expect(Math.abs(share('doctor') - 0.04)).toBeLessThan(0.01)
  expect(Math.abs(share('nurse') - 0.08)).toBeLessThan(0.01)
  expect(share('staff')).toBeGreaterThan(0.7)
  expect(share('admin')).toBe(0)
})
