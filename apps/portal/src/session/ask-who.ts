import { isRecord } from '@/read/is-record'
import { isText } from '@/read/is-text'

/** Whose session this browser holds; null when it holds none, or that can't be said. Asked past everything that waits. */
export async function askWho(): Promise<string | null> {
  try {
    const answer = await fetch('/api/trpc/directory/me.get', { cache: 'no-store' })
    return answer.ok ? readId(await answer.json()) : null
  } catch {
    return null
  }
}

function readId(body: unknown): string | null {
  const user = keyOf(keyOf(keyOf(body, 'result'), 'data'), 'user')
  const id = keyOf(user, 'id')
  return isText(id) ? id : null
}

const keyOf = (value: unknown, key: string): unknown => (isRecord(value) ? value[key] : undefined)
