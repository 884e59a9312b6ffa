import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { createInvalidator } from './invalidate'

const keyOf = (service: string, path: string, input?: unknown) => [
  [service],
  path.split('.'),
  ...(input === undefined ? [] : [{ input, type: 'query' }]),
]
const keys = {
  hers: keyOf('directory', 'sync.matrix', { ids: ['a', 'b'] }),
  others: keyOf('directory', 'sync.matrix', { ids: ['c'] }),
  list: keyOf('directory', 'users.list', { limit: 50 }),
  trip: keyOf('directory', 'sync.timeline', { eventId: 'e' }),
  thread: keyOf('chat', 'conversations.thread', { id: 'talk' }),
  why: keyOf('clinical', 'clinicians.explain', { search: 'moyo' }),
}

/** Which answers are out of date once the invalidator has been told. */
function staleAfter(tell: (invalidator: ReturnType<typeof createInvalidator>) => void): string[] {
  const client = new QueryClient()
  for (const key of Object.values(keys)) client.setQueryData(key, {})
  tell(createInvalidator(client))
  return Object.entries(keys)
    .filter(([, key]) => client.getQueryState(key)?.isInvalidated)
    .map(([name]) => name)
}

test('a change makes lists out of date, and the matrices that name the person, not those of others', () => {
  const stale = staleAfter(({ take }) =>
    take({ source: 'directory', kind: 'changes', userIds: ['b'], truncated: false }),
  )
  expect(stale).toEqual(['hers', 'list', 'why'])
})

test('more changes than can be named make everyone’s out of date', () => {
  const stale = staleAfter(({ take }) =>
    take({ source: 'chat', kind: 'applied', count: 900, userIds: [], truncated: true }),
  )
  expect(stale).toEqual(['hers', 'others', 'thread'])
})

test('a renamed person is renamed in the conversations as well, whose ids are nobody’s', () => {
  expect(
    staleAfter(({ take }) => take({ source: 'chat', kind: 'applied', count: 1, userIds: ['b'], truncated: false })),
  ).toEqual(['hers', 'thread'])
})

test('after a gap in a stream whatever may have happened meanwhile is asked for again', () => {
  expect(staleAfter(({ takeAll }) => takeAll('directory'))).toEqual(['hers', 'others', 'list', 'trip', 'why'])
})
