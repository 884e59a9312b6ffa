import { isRecord } from '@/read/is-record'
import { isTexts } from '@/read/is-text'

export interface Recent {
  pages: string[]
  people: string[]
}

const prefix = 'rollcall.recent.'
const mostPages = 3
const mostPeople = 5

/** What a person opened last in this tab: ids alone, so that no name outlives the session. */
export function readRecent(userId: string): Recent {
  try {
    const kept: unknown = JSON.parse(window.sessionStorage.getItem(prefix + userId) ?? '')
    if (isRecord(kept) && isTexts(kept.pages) && isTexts(kept.people)) return { pages: kept.pages, people: kept.people }
  } catch {
    // What can't be read is as good as nothing.
  }
  return { pages: [], people: [] }
}

export function keepRecent(userId: string, kind: keyof Recent, id: string): void {
  const recent = readRecent(userId)
  const most = kind === 'pages' ? mostPages : mostPeople
  const next = { ...recent, [kind]: [id, ...recent[kind].filter((other) => other !== id)].slice(0, most) }
  try {
    window.sessionStorage.setItem(prefix + userId, JSON.stringify(next))
  } catch {
    // Without storage the palette begins with nobody.
  }
}

export function forgetRecent(): void {
  try {
    const keys = Object.keys(window.sessionStorage).filter((key) => key.startsWith(prefix))
    for (const key of keys) window.sessionStorage.removeItem(key)
  } catch {
    // Without storage there is nothing to erase.
  }
}
