import { expect, test } from 'vitest'
import { passwordExcess } from './password-length'

test.each([
  ['', -12],
  ['eleven char', -1],
  ['twelve chars', 0],
  ['a'.repeat(128), 0],
  ['a'.repeat(130), 2],
])('of %j the length alone is judged', (password, excess) => {
  expect(passwordExcess(password)).toBe(excess)
})
