import type { PaletteEntry } from './palette-entry'

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’']/g, ' ').toLocaleLowerCase()
const wordsOf = (text: string) =>
  plain(text)
    .split(/[\s/·:,()-]+/)
    .filter(Boolean)

/** How well an entry answers what was typed: 0 not at all. Each word typed must begin one of its words, in any order. */
export function matchEntry(
  { label, hint = '', words = '' }: Pick<PaletteEntry, 'label' | 'hint' | 'words'>,
  typed: string,
): number {
  const asked = wordsOf(typed)
  const own = wordsOf(label)
  const all = [...own, ...wordsOf(hint), ...wordsOf(words)]
  if (!asked.every((word) => all.some((candidate) => candidate.startsWith(word)))) return 0
  if (plain(label).startsWith(plain(typed).trim())) return 3
  return asked.every((word) => own.some((candidate) => candidate.startsWith(word))) ? 2 : 1
}

/** The entries that answer, best first; in their own order where they answer alike. */
export function matchEntries<Entry extends PaletteEntry>(entries: readonly Entry[], typed: string): Entry[] {
  return entries
    .map((entry) => ({ entry, score: matchEntry(entry, typed) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ entry }) => entry)
}
