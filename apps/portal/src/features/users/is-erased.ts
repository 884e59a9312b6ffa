import type { User } from '@/trpc/routers'

/** What stands in place of the name of somebody who was erased, in every service. */
const erasedName = 'Erased —'

/** Erased for good: the fields are blank, and nobody can restore the person. */
export const isErased = ({ id, email }: Pick<User, 'id' | 'email'>) => email === `erased-${id}@erased.invalid`

export const isErasedName = (name: string) => name === erasedName
