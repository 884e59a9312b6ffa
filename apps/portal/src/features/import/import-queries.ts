import type { DirectoryIn, DirectoryOut } from '@/trpc/routers'

type Imports = DirectoryOut['users']['import']
export type ImportRun = Imports['list']['items'][number]
export type ImportDetail = Imports['run']
export type ImportState = ImportRun['state']
export type ListedRow = Imports['rows']['items'][number]
export type RowFault = ListedRow['faults'][number]
export type ImportSettings = DirectoryIn['users']['import']['check']['settings']
/** What a column holds. */
export type ColumnField = Exclude<ImportSettings['mapping'][number], null>
/** What a row says of a person. */
export type ImportField = Exclude<ColumnField, 'fullName'>

// The services' own list is code, and only their types come into the console; `satisfies` keeps the two alike.
const order = {
  email: 1,
  firstName: 2,
  lastName: 3,
  role: 4,
  phoneNumber: 5,
  matricule: 6,
  ministere: 7,
  sexe: 8,
  isActive: 9,
  avatar: 10,
} satisfies Record<ImportField, number>

export const isImportField = (name: unknown): name is ImportField =>
  typeof name === 'string' && Object.hasOwn(order, name)
/** Beside its parts, the whole name. */
export const columnFields: ColumnField[] = Object.keys(order)
  .filter(isImportField)
  .flatMap((field): ColumnField[] => (field === 'lastName' ? [field, 'fullName'] : [field]))
export const isColumnField = (name: unknown): name is ColumnField => name === 'fullName' || isImportField(name)

export const isUnderWay = (state: ImportState) => state === 'checking' || state === 'applying'
export const isEnded = (state: ImportState) => state === 'done' || state === 'cancelled' || state === 'failed'

const askAgainMs = 700
/** While a step is under way its progress is asked for; otherwise nothing changes by itself. */
export const refetchWhile = (run: ImportRun | undefined) => (run && isUnderWay(run.state) ? askAgainMs : false)
