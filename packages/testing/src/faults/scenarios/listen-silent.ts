import { waitForCache, waitForProjection } from '../arrival.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'
import { createNotificationFilter } from '../world/drop-notifications.js'

/** The relay polls every second; the rest is the ordinary way. */
const arrivalLimitSeconds = 3

export const listenSilent: Scenario = {
  name: 'listen-silent',
  fault: 'LISTEN works and no notification ever comes',
  run: async ({ world, oracle, expect, note }) => {
    for (const line of world.linesTo('postgres')) {
      line.filterAnswers(createNotificationFilter)
      line.cut()
    }
    await Promise.all(Object.values(world.services).map((service) => service.waitUntilReady()))
    const writer = createSqlWriter(world, oracle)
    let slowest = 0
    for (let index = 0; index < 8; index++) {
      const user = await writer.insertOne('Unannounced')
      slowest = Math.max(slowest, await waitForProjection(world, user), await waitForCache(world, user))
    }
    note(`the slowest of 8 edits took ${slowest.toFixed(1)} s`)
    expect(slowest <= arrivalLimitSeconds, `an edit took ${slowest.toFixed(1)} s without a notification`)
    for (const line of world.linesTo('postgres')) {
      line.filterAnswers(undefined)
      line.cut()
    }
  },
}
