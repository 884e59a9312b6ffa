const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function firstLetter(word: string): string {
  for (const { segment } of graphemes.segment(word)) {
    if (/\p{L}|\p{N}/u.test(segment)) return segment
  }
  return ''
}

/** "Tendai" → "T", "Farai Ncube" → "FN", "Maria da Silva Costa" → "MC". */
export function initialsOf(name: string): string {
  const letters = name.trim().split(/\s+/).map(firstLetter).filter(Boolean)
  const [first = '?'] = letters
  const last = letters.length > 1 ? (letters.at(-1) ?? '') : ''
  return (first + last).toLocaleUpperCase()
}
