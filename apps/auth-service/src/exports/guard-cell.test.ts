import fc from 'fast-check'
import { expect, it } from 'vitest'
import { guardCell, unguardCell } from './guard-cell.js'

it('a guarded cell never begins like a formula, and gives back what it was', () => {
  const signs = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\uff1d', 'a', ' ') })
  fc.assert(
    fc.property(signs, (text) => {
      expect(guardCell(text)).not.toMatch(/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/)
      expect(unguardCell(guardCell(text))).toBe(text)
    }),
  )
})

it('leaves alone what no spreadsheet takes for a formula', () => {
  for (const text of ["O'Brien", "'t Hooft", "'", '', 'a=b'])
    expect([guardCell(text), unguardCell(text)]).toEqual([text, text])
})
