const maxWords = 8

/** Words in any order. Control characters separate words too: PostgreSQL refuses NUL, and half a character in JSON. */
export function searchWords(search: string | undefined): string[] {
  const whole = (search ?? '').replace(/\p{Cs}/gu, '\ufffd')
  const words = whole.split(/[\s\p{Cc}]+/u).filter((word) => word.length > 0)
  return [...new Set(words)].slice(0, maxWords)
}

/**
 * SQL for "`text` holds the word of this parameter", LIKE's own signs taken literally. `plain` is the expression that
 * made `text` plain: no accents, no case. Escaped after it, since unaccent turns some letters into such signs.
 */
export function holdsWord(text: string, parameter: number, plain: (value: string) => string): string {
  const pattern = `regexp_replace(${plain(`$${parameter}::text`)}, '([\\\\%_])', '\\\\\\1', 'g')`
  return `${text} LIKE '%' || ${pattern} || '%'`
}
