import { toClientError } from '@/trpc/to-client-error'
import type { ColumnName, SortKey } from '../users-view'
import { namesOf } from './export-address'

export interface ChosenExport {
  selection: object
  sort: SortKey
  order: 'asc' | 'desc'
  columns: readonly ColumnName[]
}

/**
 * Downloads exactly the people chosen. An address has no room for a thousand of them, so that they are asked for in a
 * body. @throws TRPCClientError like any procedure, so that pages show it alike
 */
export async function downloadChosen({ columns, ...asked }: ChosenExport): Promise<void> {
  const answer = await fetch('/api/users/export', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...asked, columns: namesOf(columns) }),
  })
  if (!answer.ok) throw toClientError(await answer.json().catch(() => undefined))
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
  const address = URL.createObjectURL(await answer.blob())
  const link = Object.assign(document.createElement('a'), { href: address, download: name ?? 'users.csv' })
  link.click()
  URL.revokeObjectURL(address)
}
