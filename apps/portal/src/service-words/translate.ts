type Catalogue = readonly (readonly [english: string, french: string])[]

interface Pattern {
  expression: RegExp
  french: string
}

const placeholder = /\{(\w+)\}/g
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** `User with ID {id} not found` matches any id, and hands it on to its French. */
function toPattern([english, french]: Catalogue[number]): Pattern {
  const parts = english.split(placeholder)
  // Every second part is a placeholder's name.
  const source = parts.map((part, index) => (index % 2 === 0 ? escaped(part) : `(?<${part}>.+?)`)).join('')
  return { expression: new RegExp(`^${source}$`, 's'), french }
}

/** A translator of the services' sentences; null for one that is not in the catalogue. */
export function createTranslator(catalogue: Catalogue): (sentence: string) => string | null {
  const patterns = catalogue.map(toPattern)
  const whole = (sentence: string): string | null => {
    for (const { expression, french } of patterns) {
      const match = expression.exec(sentence)
      if (match) return french.replace(placeholder, (_, name: string) => match.groups?.[name] ?? '')
    }
    return null
  }
  /** `firstName: expected at least 1 character`: the field's name is data, and stays. */
  const afterPath = (sentence: string): string | null => {
    const [, path, rest] = /^([\w.[\]]+): (.+)$/s.exec(sentence) ?? []
    const french = rest === undefined ? null : whole(rest)
    return french === null ? null : `${path}\u202f: ${french}`
  }
  const part = (sentence: string) => whole(sentence) ?? afterPath(sentence)
  return (sentence) => {
    const known = part(sentence)
    if (known !== null) return known
    const parts = sentence.split('; ').map(part)
    return parts.length > 1 && parts.every((found) => found !== null) ? parts.join('\u202f; ') : null
  }
}
