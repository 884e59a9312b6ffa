import { deepStrictEqual } from 'node:assert'
import { randomUUID } from 'node:crypto'
import type { Subscriber } from '../subscriber.js'
import { sampleUser } from './sample-event.js'
import type { SubscriberFixture } from './subscriber-fixture.js'

export const many = (count: number) => Array.from({ length: count }, () => sampleUser(randomUUID(), 1))
export const apply = (subscriber: Subscriber) => subscriber.reconcile.runToEnd({ mode: 'apply', reason: 'test' })
export const preview = (subscriber: Subscriber) => subscriber.reconcile.runToEnd({ mode: 'preview', reason: 'test' })

export async function expectEqualToDirectory(app: SubscriberFixture, subscriber: Subscriber): Promise<void> {
  const { rows } = await app.db.pool.query(
    'SELECT id, user_version AS version, last_name AS name FROM kept_user ORDER BY id',
  )
  const theirs = [...app.directoryServer.users.values()]
    .map(({ userId, userVersion, payload }) => ({ id: userId, version: userVersion, name: payload.lastName }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  deepStrictEqual(rows, theirs)
  const { differing, differingBuckets } = await subscriber.reconcile.drift()
  deepStrictEqual({ differing, differingBuckets }, { differing: 0, differingBuckets: 0 })
}
