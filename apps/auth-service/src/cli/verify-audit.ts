import { parseArgs } from 'node:util'
import { parseEnv } from '@rollcall/service-kit/env'
import { describeError } from '@rollcall/service-kit/errors'
import { createLogger } from '@rollcall/service-kit/logger'
import { createPool, inTransaction } from '@rollcall/service-kit/postgres'
import { z } from 'zod'
import { deriveSealKey } from '../seals/seal-hash.js'
import { type Finding, verifySeals } from '../seals/verify-seals.js'

const usage = `Usage: verify-audit [--contains HASH]
  Needs AUTH_DATABASE_URL and AUTH_SECRET. --contains: a newest hash of an earlier day, which must still be in the chain.
  Ends with 0 when everything is as it was sealed, with 1 when it isn't, with 2 when it couldn't be checked.`

function describe(finding: Finding): string {
  if ('position' in finding) return `${finding.kind}: ${finding.log} ${finding.position}, ${finding.at}`
  const { kind, block, log, at } = finding
  return [`${kind}: block ${block}`, log, at].filter(Boolean).join(', ')
}

/** Answers the exit code. */
async function verify(contains: string | undefined): Promise<number> {
  const env = parseEnv({ AUTH_DATABASE_URL: z.string().min(1), AUTH_SECRET: z.string().min(32) }, process.env)
  const logger = createLogger({ service: 'verify-audit', level: 'error' })
  const pool = createPool({ connectionString: env.AUTH_DATABASE_URL, logger, max: 1, role: 'rollcall_system' })
  const startedAt = performance.now()
  try {
    const { blocks, rows, findings, newestHash } = await inTransaction(pool, async (client) => {
      await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
      return verifySeals(
        client,
        deriveSealKey(env.AUTH_SECRET),
        (finding) => console.log(describe(finding)),
        contains?.toLowerCase(),
      )
    })
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    console.log(`${blocks} blocks with ${rows} rows were checked in ${seconds} s; newest hash ${newestHash}`)
    console.log(
      findings === 0 ? 'Everything is as it was sealed.' : 'Not everything is as it was sealed: see the lines above.',
    )
    return findings === 0 ? 0 : 1
  } finally {
    await pool.end()
  }
}

try {
  const { values } = parseArgs({ options: { contains: { type: 'string' }, help: { type: 'boolean', short: 'h' } } })
  if (values.help) console.log(usage)
  else process.exitCode = await verify(values.contains)
} catch (error) {
  console.error(`The trail could not be checked. ${describeError(error)}\n${usage}`)
  process.exitCode = 2
}
