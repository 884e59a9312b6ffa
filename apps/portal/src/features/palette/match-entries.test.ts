import { IconUser } from '@tabler/icons-react'
import { describe, expect, test } from 'vitest'
import { matchEntries, matchEntry } from './match-entries'
import type { PaletteEntry } from './palette-entry'

const entry = (label: string, rest: Partial<PaletteEntry> = {}): PaletteEntry => ({
  id: label,
  group: 'actions',
  label,
  icon: IconUser,
  run: () => {},
  ...rest,
})

describe('what the palette finds', () => {
  test('accents, case and the order of words are forgiven', () => {
    expect(matchEntry(entry('Créer un rendez-vous'), 'VOUS creer')).toBeGreaterThan(0)
    expect(matchEntry(entry('Réglages'), 'reglages')).toBeGreaterThan(0)
  })

  test('every word typed must be answered', () => {
    expect(matchEntry(entry('Create a user'), 'create appointment')).toBe(0)
  })

  test('an elided article hides no word', () => {
    expect(matchEntry(entry('Vérifier le journal d’audit'), 'audit')).toBeGreaterThan(0)
  })

  test('a label that begins with what was typed comes before one that is only told by other words', () => {
    const found = matchEntries([entry('Sync', { words: 'cache' }), entry('Open cache'), entry('Cache')], 'cache')
    expect(found.map(({ label }) => label)).toEqual(['Cache', 'Open cache', 'Sync'])
  })
})
