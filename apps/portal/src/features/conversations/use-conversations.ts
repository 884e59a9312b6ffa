'use client'

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useChat } from '@/trpc/contexts'
import { stopWhenUnwanted } from '@/trpc/stop-when-unwanted'

const listPage = 30
const threadPage = 40
// Nothing tells of new messages as they happen.
const refreshMs = 60_000

/** The conversations that words find, newest first; more of them on demand. */
export function useConversations(search: string) {
  const query = useInfiniteQuery(
    useChat().conversations.list.infiniteQueryOptions(
      { limit: listPage, ...(search && { search }) },
      {
        getNextPageParam: (page) => page.nextCursor,
        refetchInterval: refreshMs,
        ...stopWhenUnwanted,
        placeholderData: keepPreviousData,
      },
    ),
  )
  // Somebody writes between two pages: their conversation moves up, and can come twice.
  const byId = new Map(query.data?.pages.flatMap(({ items }) => items).map((item) => [item.id, item]))
  const items = [...byId.values()]
  return { query, items, total: Math.max(items.length, query.data?.pages.at(-1)?.total ?? 0) }
}

/** Who takes part in a conversation, and its messages, oldest first; earlier ones on demand. */
export function useThread(id: string) {
  const { conversations } = useChat()
  const conversation = useQuery(conversations.byId.queryOptions({ id }))
  const thread = useInfiniteQuery(
    conversations.thread.infiniteQueryOptions(
      { id, limit: threadPage },
      {
        getNextPageParam: (page) => page.nextCursor,
        // Whoever reads far back is not pulled through all of it again.
        refetchInterval: ({ state: { data } }) => (data?.pages.length === 1 ? refreshMs : false),
      },
    ),
  )
  const pages = thread.data?.pages ?? []
  const byId = new Map(pages.flatMap(({ items }) => items).map((item) => [item.id, item]))
  const people = [...pages.flatMap(({ authors }) => authors), ...(conversation.data?.participants ?? [])]
  return {
    conversation,
    thread,
    messages: [...byId.values()].reverse(),
    people: new Map(people.map((person) => [person.userId, person])),
    total: pages.at(0)?.total ?? 0,
  }
}
export type ThreadData = ReturnType<typeof useThread>
