import {
  type ColumnField,
  type ImportField,
  type ImportRun,
  type ImportSettings,
  isColumnField,
} from './import-queries'

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

/** Columns that say the same as another in part: one of them has to go. */
const sameAs: Partial<Record<ColumnField, ColumnField[]>> = {
  ...{ fullName: ['firstName', 'lastName'], firstName: ['fullName'], lastName: ['fullName'] },
}

/** Puts a field on a column, and takes it, and what would say the same, from those that had it. */
export function placeField(settings: ImportSettings, index: number, field: string | null): ImportSettings {
  const placed = isColumnField(field) ? field : null
  const gone = placed ? [placed, ...(sameAs[placed] ?? [])] : []
  const mapping = settings.mapping.map((held, at) => {
    if (at === index) return placed
    return held && gone.includes(held) ? null : held
  })
  return { ...settings, mapping }
}

const needed: ImportField[] = ['email', 'firstName', 'lastName', 'role']

/** What stands in the way of a dry run, and what nobody can be created without. */
export function findLacks({ mapping, matchBy, defaultRole }: ImportSettings) {
  const named = mapping
    .filter((field) => field !== null)
    .flatMap((field) => (field === 'fullName' ? (['firstName', 'lastName'] as const) : [field]))
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
