import { z } from 'zod'
import type { BenchSize } from '../bench-size.js'
import { type BenchStack, withStack } from '../bench-stack.js'
import { measureBulk } from '../bulk.js'
import { measureLighthouse } from './measure-lighthouse.js'
import { measureLists } from './measure-lists.js'
import { measurePainted } from './measure-painted.js'
import { measureTab } from './measure-tab.js'
import { measureInteractions, measurePaints, slowdown } from './measure-vitals.js'
import { measureWeight } from './measure-weight.js'
import { withConsole } from './open-console.js'
import { consolePages } from './pages.js'

const somebody = z.object({ items: z.array(z.object({ id: z.string() })) })

/** The console with many users in the directory: its lists at the server and as painted, and the weight of its pages. */
export async function runConsole({ users, rounds }: BenchSize) {
  return withStack({}, async (stack) => {
    await measureBulk(stack, users)
    const lists = await measureLists(stack, 50 * rounds)
    const paths = await knownPaths(stack)
    return withConsole(stack, async (opened) => ({
      users,
      ...lists,
      painted: await measurePainted(opened.page, 20 * rounds),
      scriptKilobytes: await measureWeight(opened, paths),
      slowedDown: slowdown,
      largestPaint: await measurePaints(opened, paths, 5 * rounds),
      interactions: await measureInteractions(opened),
      lighthouse: await measureLighthouse(opened, paths),
    }))
  })
}

/** One tab, left open while people change. */
export async function runTab({ tabMinutes }: BenchSize) {
  return withStack({}, (stack) => withConsole(stack, (opened) => measureTab(stack, opened, tabMinutes)))
}

async function knownPaths(stack: BenchStack): Promise<Record<string, string>> {
  const api = await stack.api('authService')
  const { items } = await api.query(somebody, 'users.list', { search: 'admin@rollcall.test', limit: 1 })
  const id = items[0]?.id ?? ''
  return Object.fromEntries(Object.entries(consolePages).map(([name, path]) => [name, path.replace('{id}', id)]))
}
