export type Catalogue = readonly (readonly [english: string, french: string])[]

interface Pattern {
  expression: RegExp
  french: string
}

const placeholder = /\{(\w+)\}/g
// Faults of several fields follow each other, and a fault can hold a semicolon of its own.
const betweenFaults = /; (?=[\w.[\]]+: )/
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** `User with ID {id} not found` matches any id, and hands it on to its French. */
function toPattern([english, french]: Catalogue[number]): Pattern {
  const parts = english.split(placeholder)
  // Every second part is a placeholder's name.
  const source = parts.map((part, index) => (index % 2 === 0 ? escaped(part) : `(?<${part}>.+?)`)).join('')
  return { expression: new RegExp(`^${source}$`, 's'), french }
}

/**
 * A translator of the services' sentences; null for one that is not in the catalogue. A field's name becomes the one
 * that pages give it, and stays where they give it none.
 */
export function createTranslator(catalogue: Catalogue, fields: Readonly<Record<string, string>> = {}) {
  const patterns = catalogue.map(toPattern)
  const find = (sentence: string): string | null => {
    for (const { expression, french } of patterns) {
      const match = expression.exec(sentence)
      if (match) return french.replace(placeholder, (_, name: string) => match.groups?.[name] ?? '')
    }
    return null
  }
  /** A field's fault has no full stop; standing alone as a sentence it has one. */
  const whole = (sentence: string): string | null => {
    const found = find(sentence)
    if (found !== null || !sentence.endsWith('.')) return found
    const unended = find(sentence.slice(0, -1))
    return unended === null ? null : `${unended}.`
  }
  /** `changes.firstName: expected at least 1 character` */
  const afterPath = (sentence: string): string | null => {
    const [, path = '', rest] = /^([\w.[\]]+): (.+)$/s.exec(sentence) ?? []
    const french = rest === undefined ? null : whole(rest)
    const name = path.split('.').findLast((part) => Object.hasOwn(fields, part))
    return french === null ? null : `${(name && fields[name]) ?? path}\u202f: ${french}`
  }
  return (sentence: string): string | null => {
    const known = whole(sentence)
    if (known !== null) return known
    const parts = sentence.split(betweenFaults).map(afterPath)
    return parts.every((found) => found !== null) ? parts.join('\u202f; ') : null
  }
}
