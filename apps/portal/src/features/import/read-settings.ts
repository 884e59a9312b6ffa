import { type ImportField, type ImportRun, type ImportSettings, isImportField } from './import-queries'

/** What the file seems to hold, until a person says otherwise. */
export function guessSettings({ reading, columns, settings }: ImportRun): ImportSettings {
  if (settings) return settings
  const mapping = columns.map((_, index) => reading?.guess[index] ?? null)
  const matchBy = !mapping.includes('email') && mapping.includes('matricule') ? 'matricule' : 'email'
  return {
    ...{ hasHeader: reading?.hasHeader ?? true, mapping, matchBy },
    ...{ absent: 'leave', emptyCells: 'keep', country: null, defaultRole: null },
  }
}

/** Puts a field on a column, and takes it from the one that had it. */
export function placeField(settings: ImportSettings, index: number, field: string | null): ImportSettings {
  const placed = isImportField(field) ? field : null
  const mapping = settings.mapping.map((held, at) => (at === index ? placed : held === placed ? null : held))
  return { ...settings, mapping }
}

const needed: ImportField[] = ['email', 'firstName', 'lastName', 'role']

/** What stands in the way of a dry run, and what nobody can be created without. */
export function findLacks({ mapping, matchBy, defaultRole }: ImportSettings) {
  const named = mapping.filter((field) => field !== null)
  return {
    blocking: !named.includes(matchBy) ? ('key' as const) : named.length < 2 ? ('nothing' as const) : null,
    forNew: needed.filter((field) => !named.includes(field) && !(field === 'role' && defaultRole)),
  }
}

/** Whether the first rows hold telephone numbers that mean nothing without a country. */
export function lacksCountry({ mapping, country }: ImportSettings, rows: { cells: string[] }[]): boolean {
  const column = mapping.indexOf('phoneNumber')
  if (column < 0 || country !== null) return false
  return rows.some(({ cells }) => /^[1-9(]|^0[1-9]/.test(cells[column]?.trim() ?? ''))
}
