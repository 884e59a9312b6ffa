import pg from 'pg'
import { z } from 'zod'
import type { Api } from '../api.js'
import type { BenchStack } from '../bench-stack.js'
import { type Percentiles, percentiles } from '../percentiles.js'

const pageRows = 50
const farPage = 100
const dayMs = 86_400_000
const pageSchema = z.object({
  items: z.array(z.object({ id: z.string() })),
  nextCursor: z.string().nullable(),
  total: z.number(),
})

/** What people ask the list for. */
const questions = {
  firstPage: {},
  firstPageByChange: { sort: 'updatedAt', order: 'desc' },
  doctors: { roles: ['doctor'] },
  ofDepartments: { ministeres: ['Ministry of Health', 'Ministère de la Santé'] },
  searchForOne: { search: 'M0123456' },
  searchForAName: { search: 'tendai moyo' },
  searchForACommonName: { search: 'moyo' },
  searchForThreeLetters: { search: 'mar' },
  searchForANumber: { search: '+263 78 0004' },
} as const

/** Milliseconds at the server of `users.list`, each beside the same page read by OFFSET in plain SQL. */
export async function measureLists(stack: BenchStack, times: number) {
  const lists: Record<string, Percentiles> = {}
  for (const [name, input] of Object.entries(questions)) {
    lists[name] = await timeQuestion(stack, { limit: pageRows, ...input }, times)
  }
  const changedSince = new Date(Date.now() - dayMs).toISOString()
  lists.changedInADay = await timeQuestion(stack, { limit: pageRows, changedSince }, times)
  lists[`page${farPage}`] = await timeQuestion(stack, { limit: pageRows, cursor: await walkTo(stack, farPage) }, times)
  lists.lastPage = await timeQuestion(stack, { limit: pageRows, last: true }, times)
  return { lists, byOffset: await timeOffsets(stack, times) }
}

async function timeQuestion(stack: BenchStack, input: object, times: number): Promise<Percentiles> {
  // Signed in anew for each: a token lives five minutes.
  const api = await stack.api('authService')
  const ask = () => api.query(pageSchema, 'users.list', input)
  const page = await ask()
  if (page.items.length === 0) throw new Error(`users.list found nobody for ${JSON.stringify(input)}`)
  const sample: number[] = []
  for (let time = 0; time < times; time++) {
    const askedAt = performance.now()
    await ask()
    sample.push(performance.now() - askedAt)
  }
  return percentiles(sample)
}

async function walkTo(stack: BenchStack, page: number): Promise<string> {
  const api: Api = await stack.api('authService')
  // The longest pages allowed get there in fewer steps.
  const rows = (page - 1) * pageRows
  let cursor: string | undefined
  for (let seen = 0; seen < rows; ) {
    const limit = Math.min(200, rows - seen)
    const { nextCursor }: z.infer<typeof pageSchema> = await api.query(pageSchema, 'users.list', { limit, cursor })
    if (!nextCursor) throw new Error(`there is no page ${page}`)
    cursor = nextCursor
    seen += limit
  }
  return cursor ?? ''
}

/** The baseline: count and page by OFFSET, as lists are usually written. */
async function timeOffsets(stack: BenchStack, times: number): Promise<Record<string, Percentiles>> {
  const client = new pg.Client({ connectionString: stack.databases.auth })
  await client.connect()
  try {
    const { rows } = await client.query<{ people: number }>('SELECT count(*)::int AS people FROM "user"')
    const people = rows[0]?.people ?? 0
    const depths = { firstPage: 0, page100: (farPage - 1) * pageRows, lastPage: Math.max(0, people - pageRows) }
    const timed: Record<string, Percentiles> = {}
    for (const [name, offset] of Object.entries(depths)) {
      const sample: number[] = []
      for (let time = 0; time < Math.min(times, 30); time++) {
        const askedAt = performance.now()
        await client.query('SELECT count(*) FROM "user" WHERE deleted_at IS NULL')
        await client.query(
          `SELECT * FROM "user" WHERE deleted_at IS NULL ORDER BY last_name, first_name, id LIMIT $1 OFFSET $2`,
          [pageRows, offset],
        )
        sample.push(performance.now() - askedAt)
      }
      timed[name] = percentiles(sample)
    }
    return timed
  } finally {
    await client.end()
  }
}
