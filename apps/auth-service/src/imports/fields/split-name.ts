/** What stands before a name, and is none: Dr, Prof., Mme. */
const title = /^(?:dr|docteure?|doctor|prof|professeure?|professor|mr|mrs|ms|miss|mme|mlle|monsieur|madame)\.?$/i
/** What belongs to the last name behind it: de la Cruz, van der Merwe, bin Rashid. */
const particle = /^(?:d[eiu]|d[’'].+|des|da|dos|la|le|van|von|der|den|ter|ten|bin|bint|ibn|ben|al|el|abu|st\.?|saint)$/i

export interface SplitName {
  firstName: string
  lastName: string
}

/**
 * First and last name of a whole one, as far as its writing tells: "Moyo, Tendai", "MOYO Tendai" and "Tendai Moyo" are the
 * same person. Undefined for a single word, which tells neither.
 */
export function splitName(text: string): SplitName | undefined {
  const [before = '', ...behind] = text.split(',').map(withoutTitles)
  if (behind.length > 0) return named(behind.join(' ').trim(), before)
  const words = before.split(/\s+/)
  const capitals = words.map((word) => /\p{Lu}{2}/u.test(word) && !/\p{Ll}/u.test(word))
  const from = capitals.indexOf(true)
  const end = capitals.lastIndexOf(true) + 1
  // In capitals at one end, and not in between: that is how last names are told apart.
  const isTold = from !== -1 && end - from < words.length && !capitals.slice(from, end).includes(false)
  if (isTold && from === 0) return named(words.slice(end).join(' '), words.slice(0, end).join(' '))
  if (isTold && end === words.length) return cut(words, from)
  return cut(words, words.length - 1)
}

/** The last name begins at this word, or at the particles before it. */
function cut(words: string[], at: number): SplitName | undefined {
  let begin = at
  while (begin > 1 && particle.test(words[begin - 1] ?? '')) begin -= 1
  return named(words.slice(0, begin).join(' '), words.slice(begin).join(' '))
}

const named = (firstName: string, lastName: string) => (firstName && lastName ? { firstName, lastName } : undefined)

function withoutTitles(text: string): string {
  const words = text.trim().split(/\s+/)
  const begin = words.findIndex((word) => !title.test(word))
  return words.slice(begin === -1 ? words.length : begin).join(' ')
}
