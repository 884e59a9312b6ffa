import { searchWords } from '@rollcall/service-kit/search-words'

const maxTerms = 8
/** Digits and what people write between them. */
const numberWord = /^[+(]*[\d().\-/]*\d[\d().\-/]*$/

/**
 * What a search looks for: terms that all have to be found, in any order, each as one of several texts. Neighbouring words
 * of digits are one telephone number, whatever its writing: the directory keeps +263771234567.
 */
export function searchTerms(search: string | undefined): string[][] {
  const words = (search ?? '').split(/[\s\p{Cc}]+/u).filter((word) => word.length > 0)
  const terms: string[][] = []
  for (let at = 0; at < words.length; ) {
    const run = words.slice(at).findIndex((word) => !numberWord.test(word))
    const length = run === -1 ? words.length - at : run
    const number = length > 0 ? numberTerm(words.slice(at, at + length)) : undefined
    if (number) terms.push(number)
    else terms.push(...searchWords(words.slice(at, at + Math.max(1, length)).join(' ')).map((word) => [word]))
    at += Math.max(1, length)
  }
  const known = new Set<string>()
  const isNew = (term: string[]) => known.size < known.add(term.join('\n')).size
  return terms.filter(isNew).slice(0, maxTerms)
}

/** Undefined for digits that are no more than words, such as a year. */
function numberTerm(words: string[]): string[] | undefined {
  const text = words.join('').replace('(0)', '')
  const digits = text.replace(/\D/g, '')
  if (text.startsWith('+')) return digits.length > 4 ? [digits] : undefined
  // The sign for abroad, and the one for a number of one's own country: kept numbers have neither.
  if (/^00[1-9]\d{2}/.test(digits)) return [digits, digits.slice(2)]
  if (/^0[1-9]\d/.test(digits)) return [digits, digits.slice(1)]
  const isWritten = words.length > 1 || digits !== text
  return isWritten && digits.length > 5 && !text.includes('/') ? [digits] : undefined
}
