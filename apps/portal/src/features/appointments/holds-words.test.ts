import { expect, it } from 'vitest'
import { holdsWords } from './holds-words'

it('a name is found by its words in any order, whatever their case and accents', () => {
  expect(holdsWords('Aïssata Traoré', 'traore a')).toBe(true)
  expect(holdsWords('Aïssata Traoré', 'AÏS')).toBe(true)
  expect(holdsWords('Aïssata Traoré', '')).toBe(true)
  expect(holdsWords('Aïssata Traoré', 'moyo')).toBe(false)
})
