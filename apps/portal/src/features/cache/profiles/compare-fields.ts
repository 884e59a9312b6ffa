import type { ChatOut, User } from '@/trpc/routers'

export type Inspected = ChatOut['cache']['inspect']

export interface ComparedField {
  field: 'fullName' | 'avatar' | 'matricule' | 'ministere' | 'sexe' | 'updatedAt' | 'version' | 'deleted'
  /** null: the cache holds no such field. Empty texts are missing values. */
  cached: string | null
  directory: string
  same: boolean
}

function millisecondsOf(text: string | undefined): string | null {
  const value = text ? Number(text) : Number.NaN
  return Number.isFinite(value) ? new Date(value).toISOString() : null
}

/** What the cache should hold of a user. A deleted one leaves no personal data in it. */
function expectedOf(user: User): Record<ComparedField['field'], string> {
  const deleted = user.deletedAt !== null
  const personal = (value: string | null) => (deleted ? '' : (value ?? ''))
  return {
    fullName: personal(`${user.firstName} ${user.lastName}`),
    avatar: personal(user.avatar),
    matricule: personal(user.matricule),
    ministere: personal(user.ministere),
    sexe: personal(user.sexe),
    updatedAt: user.updatedAt,
    version: String(user.version),
    deleted: deleted ? '1' : '0',
  }
}

/** The cache's fields beside the directory's, in the order of the hash; times as ISO 8601. */
export function compareFields({ fields }: Pick<Inspected, 'fields'>, user: User): ComparedField[] {
  const expected = expectedOf(user)
  const cachedOf = (field: ComparedField['field']) =>
    field === 'updatedAt' ? millisecondsOf(fields.updatedAt) : (fields[field] ?? null)
  const order = ['fullName', 'avatar', 'matricule', 'ministere', 'sexe', 'updatedAt', 'version', 'deleted'] as const
  return order.map((field) => {
    const cached = cachedOf(field)
    return { field, cached, directory: expected[field], same: cached === expected[field] }
  })
}
