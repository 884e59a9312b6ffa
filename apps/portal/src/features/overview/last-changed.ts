import type { DirectoryIn } from '@/trpc/routers'

/** Who the overview looks at: as many as the matrix tells of at once. */
export const lastChanged = {
  sort: 'updatedAt',
  order: 'desc',
  state: 'all',
  limit: 100,
} satisfies DirectoryIn['users']['list']
