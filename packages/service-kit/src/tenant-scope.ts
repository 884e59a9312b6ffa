import { AsyncLocalStorage } from 'node:async_hooks'

const scopes = new AsyncLocalStorage<string>()

/** Runs `work`, and whatever it awaits, for one organisation: the only one whose rows a tenant pool then reaches. */
export function inTenant<T>(tenantId: string, work: () => T): T {
  return scopes.run(tenantId, work)
}

/**
 * The organisation that the caller works for.
 * @throws Error outside every scope: what isn't done for one organisation needs the system pool, and must say so
 */
export function currentTenant(): string {
  const tenantId = scopes.getStore()
  if (tenantId) return tenantId
  throw new Error('a query for people ran outside every organisation: use inTenant, or the system pool')
}

/** As `inTenant` for what a procedure answers: a subscription's generator takes each of its steps in the scope. */
export function answerInTenant(tenantId: string, answer: unknown): unknown {
  return isAsyncIterable(answer) ? iterateInTenant(tenantId, answer) : answer
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

export function iterateInTenant<T>(tenantId: string, source: AsyncIterable<T>): AsyncIterableIterator<T> {
  const iterator = inTenant(tenantId, () => source[Symbol.asyncIterator]())
  const end = async (): Promise<IteratorResult<T>> => ({ done: true, value: undefined })
  const steps: AsyncIterableIterator<T> = {
    next: (...given) => inTenant(tenantId, () => iterator.next(...given)),
    return: (value) => inTenant(tenantId, () => iterator.return?.(value) ?? end()),
    throw: (error) => inTenant(tenantId, () => iterator.throw?.(error) ?? Promise.reject(error)),
    [Symbol.asyncIterator]: () => steps,
  }
  return steps
}
