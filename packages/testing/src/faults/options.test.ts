import { expect, test } from 'vitest'
import { parseOptions } from './options.js'

const known = ['power-cut', 'hot-key', 'late-commit']

test('names may come together or one by one', () => {
  const { only, short } = parseOptions(['--only', 'power-cut,hot-key', '--short', '--only', 'late-commit'], known)
  expect({ only, short }).toEqual({ only: ['power-cut', 'hot-key', 'late-commit'], short: true })
})

test('an unknown scenario, option or missing value is refused with what there is', () => {
  expect(() => parseOptions(['--only', 'power-cuts'], known)).toThrow(/no scenario power-cuts.*power-cut, hot-key/)
  expect(() => parseOptions(['--fast'], known)).toThrow(/--fast is not an option.*--short/s)
  expect(() => parseOptions(['--only', '--short'], known)).toThrow(/--only needs a value/)
})
