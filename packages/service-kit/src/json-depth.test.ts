import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isNestedDeeper } from './json-depth.js'

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0

it('whatever the JSON, it is as deep as it is', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), fc.nat(9), (json, levels) => {
      expect(isNestedDeeper(json, levels)).toBe(depthOf(JSON.parse(json)) > levels)
    }),
  )
})

it('brackets inside a text nest nothing, and half a megabyte of open ones is told at once', () => {
  expect(isNestedDeeper(JSON.stringify({ note: '[[[[[[ "\\" {{{{{{' }), 1)).toBe(false)
  expect(isNestedDeeper('['.repeat(500_000), 32)).toBe(true)
})
