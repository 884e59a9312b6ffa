import type { Icon } from '@tabler/icons-react'

// People come last: their answer comes later than the rest, and must not push away what Enter would take.
export const entryGroups = ['recent', 'actions', 'pages', 'people'] as const
export type EntryGroup = (typeof entryGroups)[number]

/** Somebody as the palette shows them; a receptionist knows clinicians alone. */
export interface PalettePerson {
  id: string
  fullName: string
  role: string
  avatar: string | null
  hint: string | null
}

/** Something the palette can do. */
export interface PaletteEntry {
  id: string
  group: EntryGroup
  label: string
  /** Where it is, or what it leads to. */
  hint?: string | undefined
  /** Other words that people may type for it. */
  words?: string
  icon: Icon
  /** The key that does the same. */
  keys?: string
  person?: PalettePerson
  run: () => void
}

/** What asks something before it is done, on top of whatever page is open. */
export type PaletteDialog =
  | { kind: 'pause' | 'resume'; service: 'clinical' | 'chat'; waiting: number }
  | { kind: 'reconcile'; service: 'clinical' | 'chat' }
  | { kind: 'edit'; userId: string }
  | { kind: 'invalidate'; userId: string; name: string }
  | { kind: 'keys' }

/** What entries may do beside leading somewhere. */
export interface PaletteDeeds {
  go: (href: string) => void
  ask: (dialog: PaletteDialog) => void
}
