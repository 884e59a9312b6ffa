import { randomUUID } from 'node:crypto'
import { waitForCache, waitForProjection } from '../arrival.js'
import { createSqlWriter, type WrittenUser } from '../load/sql-writer.js'
import { readRoad } from '../oracle/read-stores.js'
import type { Scenario, Stage } from '../scenario.js'
import { waitFor } from '../wait-for.js'
import { tenantId, type World } from '../world/world.js'

const poison = 'Poison'

/** The projection refuses one name for good, as a constraint that the directory doesn't have would. */
async function refuseThePoison({ pools }: World): Promise<void> {
  await pools.user.query(`CREATE FUNCTION refuse_poison() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'this name can not be kept here' USING ERRCODE = 'check_violation'; END $$`)
  await pools.user.query(`CREATE TRIGGER refuse_poison BEFORE INSERT OR UPDATE ON directory_user FOR EACH ROW
    WHEN (NEW.last_name = '${poison}') EXECUTE FUNCTION refuse_poison()`)
}

async function allowThePoison({ pools }: World): Promise<void> {
  await pools.user.query('DROP TRIGGER refuse_poison ON directory_user')
  await pools.user.query('DROP FUNCTION refuse_poison()')
}

/** An event that no subscriber can read, as a bug in a writer would leave it, and a row that names no event at all. */
async function leaveMalformedRows({ pools }: World): Promise<string> {
  const eventId = randomUUID()
  await pools.auth.query(
    `WITH logged AS (
       INSERT INTO user_event (event_id, event_type, schema_version, occurred_at, source, tenant_id, user_id,
         user_version, actor_id, actor_kind, correlation_id, changes, payload)
       VALUES ($1, 'user.updated', '1.0', now(), 'auth-service', $2, $3, 1, 'suite', 'sql', 'suite', '{}', '{"broken":1}')
       RETURNING position)
     INSERT INTO outbox (position, lane) SELECT position, 'interactive' FROM logged`,
    [eventId, tenantId, randomUUID()],
  )
  await pools.auth.query(`INSERT INTO outbox (position, lane) VALUES (-1, 'interactive'), (-2, 'bulk')`)
  return eventId
}

async function isParkedEverywhere({ pools }: World, eventId: string): Promise<boolean> {
  const found = await Promise.all(
    [pools.user, pools.chat].map(async (pool) => {
      const { rowCount } = await pool.query(
        `SELECT 1 FROM parked_event WHERE event_id = $1 AND state = 'parked' AND error <> ''`,
        [eventId],
      )
      return rowCount === 1
    }),
  )
  return found.every(Boolean)
}

// Nothing hints at rows that were written by hand: the relay's next look finds them, within a second in either lane.
async function checkRowsWithoutEvent({ world }: Stage): Promise<void> {
  const countKept = async () =>
    (await world.pools.auth.query('SELECT 1 FROM malformed_outbox_row WHERE position < 0')).rowCount
  await waitFor('both outbox rows without an event are kept for a person to see', async () => (await countKept()) === 2)
  await world.pools.auth.query('DELETE FROM malformed_outbox_row WHERE position < 0')
}

export const malformedAndPoison: Scenario = {
  name: 'malformed-and-poison',
  fault: 'malformed rows in the outbox; a poison user followed by ten newer events',
  short: true,
  run: async (stage) => {
    const { world, oracle, expect, healed, note } = stage
    const writer = createSqlWriter(world, oracle)
    const before = await readRoad(world)
    await refuseThePoison(world)
    const eventId = await leaveMalformedRows(world)
    const user = await writer.insertOne(poison, 'Poisoned')
    // In one batch with the culprit, and behind it.
    const bystanders = await writer.insert(20, 'Bystander')
    let last: WrittenUser = user
    await waitForCache(world, user)
    for (let change = 1; change <= 10; change++) last = await writer.rename(user.id, `Antidote ${change}`)
    healed()
    const seconds = await waitForProjection(world, last)
    for (const bystander of bystanders) await waitForProjection(world, bystander)
    note(`the newest of ten later versions arrived after ${seconds.toFixed(1)} s`)
    await waitFor('the malformed event is parked by both', () => isParkedEverywhere(world, eventId))
    await checkRowsWithoutEvent(stage)
    await waitFor('the poison event is settled', async () => (await readRoad(world)).parked === before.parked + 2, {
      timeoutMs: 40_000,
    })
    await allowThePoison(world)
    expect((await readRoad(world)).pending === 0, 'the outbox is not empty')
    await removeTraces(world, eventId)
  },
}

// The oracle's log check would take the malformed event for one of a user.
async function removeTraces({ pools }: World, eventId: string): Promise<void> {
  for (const pool of [pools.user, pools.chat])
    await pool.query('DELETE FROM parked_event WHERE event_id = $1', [eventId])
}
