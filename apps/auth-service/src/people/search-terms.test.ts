import { describe, expect, it } from 'vitest'
import { searchTerms } from './search-terms.js'

describe('a search', () => {
  it.each<[string | undefined, string[][]]>([
    [undefined, []],
    ['  ', []],
    ['Moyo ada\tMoyo', [['Moyo'], ['ada']]],
    ['\0', []],
  ])('%j is its words, each once', (search, terms) => expect(searchTerms(search)).toEqual(terms))

  it.each<[string, string[][]]>([
    ['+263 77 123', [['26377123']]],
    ['(+263) 77-123.4567', [['263771234567']]],
    ['00263 77 123', [['0026377123', '26377123']]],
    ['077 123', [['077123', '77123']]],
    ['0771', [['0771', '771']]],
    ['77 123 4567', [['771234567']]],
    ['+44 (0)20 7946', [['44207946']]],
    ['Moyo 077 123 Ada', [['Moyo'], ['077123', '77123'], ['Ada']]],
  ])('%j is a telephone number in one of its writings', (search, terms) => expect(searchTerms(search)).toEqual(terms))

  it.each<[string, string[][]]>([
    ['M0000123', [['M0000123']]],
    ['0000123', [['0000123']]],
    ['12 34', [['12'], ['34']]],
    ['+263', [['+263']]],
    ['2024/11/05', [['2024/11/05']]],
    ['771234567', [['771234567']]],
  ])('%j is no telephone number', (search, terms) => expect(searchTerms(search)).toEqual(terms))

  it('has at most eight terms', () => expect(searchTerms('a b c d e f g h i j')).toHaveLength(8))
})
