const maxWords = 8

/** Words in any order. Control characters separate words too: PostgreSQL refuses NUL. */
export function searchWords(search: string | undefined): string[] {
  const words = (search ?? '').split(/[\s\p{Cc}]+/u).filter((word) => word.length > 0)
  return [...new Set(words)].slice(0, maxWords)
}

/**
 * SQL for "`text` holds the word of this parameter": no accents, no case, LIKE's own signs taken literally.
 * Escaped after unaccent, which turns some letters into such signs.
 */
export function holdsWord(text: string, parameter: number): string {
  const pattern = `regexp_replace(plain_text($${parameter}::text), '([\\\\%_])', '\\\\\\1', 'g')`
  return `${text} LIKE '%' || ${pattern} || '%'`
}
