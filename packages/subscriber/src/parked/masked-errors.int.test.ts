import { randomUUID } from 'node:crypto'
import { createLogger } from '@rollcall/service-kit/logger'
import { createTenantPool } from '@rollcall/service-kit/tenant-pool'
import { inTenant } from '@rollcall/service-kit/tenant-scope'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sampleEvent, sampleTenantId as tenantId } from '../test-support/sample-event.js'
import { createParkedEvents } from './parked-events.js'
import { listParked } from './read-parked.js'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase('user')
})
afterAll(() => db.drop())

it('an error that quotes an address or a number is kept, and so searched, without it', async () => {
  const parked = createParkedEvents(db.pool)
  const error = 'duplicate key (email)=(farai.ncube@example.org), phone +263772147919, value 0772147919 too long'
  await parked.add([{ raw: sampleEvent(randomUUID(), 1), kind: 'refused', error, retryInMs: 1 }], { reopen: false })
  const [{ id } = { id: '' }] = (await listParked(db.pool, { tenantId, limit: 10 })).items
  await parked.fail([{ id, kind: 'refused', error, retryInMs: null }])
  const people = createTenantPool({
    connectionString: db.url,
    logger: createLogger({ service: 'test', level: 'silent' }),
  })
  const found = async (search: string) =>
    (await inTenant(tenantId, () => listParked(people, { tenantId, search, limit: 10 }))).items
  expect(await found('duplicate example.org')).toMatchObject([
    {
      error: 'duplicate key (email)=(•••@example.org), phone •••• 19, value •••• 19 too long',
      failures: [{ error: expect.not.stringContaining('farai') }, { error: expect.not.stringContaining('farai') }],
    },
  ])
  for (const word of ['farai', 'ncube@', '2147', '263772147919']) expect(await found(word)).toEqual([])
  await people.end()
})
