import { setTimeout as sleep } from 'node:timers/promises'
import { fieldOf, listOf } from '../load/console-client.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'
import { waitFor } from '../wait-for.js'

const rowsInAll = 100_000
const rowsInOneGo = 5_000
/** A person who has saved looks up within this. */
const dropdownLimitSeconds = 2

export const importWithEdits: Scenario = {
  name: 'import-with-edits',
  fault: '100,000 rows imported while edits go on',
  ownWorld: true,
  limitMs: 400_000,
  run: async ({ world, oracle, expect, note, healed, signal }) => {
    const writer = createSqlWriter(world, oracle)
    const editor = await writer.insertOne('Before the import')
    let importing = true
    const startedAt = Date.now()
    const importer = (async () => {
      for (let done = 0; done < rowsInAll && !signal.aborted; done += rowsInOneGo)
        await writer.insert(rowsInOneGo, 'Imported')
    })().finally(() => {
      importing = false
    })
    const seconds: number[] = []
    while (importing) {
      const name = `Edited${seconds.length}x${Date.now()}`
      await writer.rename(editor.id, name)
      const savedAt = Date.now()
      await waitFor('the dropdown shows the edit', async () => {
        const answer = await world.console.call('clinical', 'clinicians.list', { search: name })
        return listOf(answer, 'items').some((item) => fieldOf(item, 'id') === editor.id)
      })
      seconds.push((Date.now() - savedAt) / 1000)
      await sleep(100)
    }
    await importer
    healed()
    seconds.sort((a, b) => a - b)
    const at = (share: number) => seconds[Math.floor((seconds.length - 1) * share)] ?? 0
    note(
      `imported in ${((Date.now() - startedAt) / 1000).toFixed(0)} s; ${seconds.length} edits reached the dropdown ` +
        `in p50 ${at(0.5)} s, p95 ${at(0.95)} s, at most ${at(1)} s`,
    )
    expect(at(1) <= dropdownLimitSeconds, `an edit reached the dropdown after ${at(1)} s`)
  },
}
