import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import { recordAudit } from '../../audit/record-audit.js'
import { type ImportRow, importColumns, requestOfImport } from '../import-run.js'

/** Ends an import whose rows are all through, and writes it to the trail. */
export async function finishApply(pool: Pool, { id }: ImportRow): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<ImportRow>(
      `UPDATE import_run SET state = 'done', ended_at = now(), error = NULL WHERE id = $1 AND state = 'applying'
       RETURNING ${importColumns}`,
      [id],
    )
    const [run] = rows
    if (!run) return
    const { created, updated, deactivated, failed, faulty } = run
    await recordAudit(client, {
      ...{
        action: 'import.applied',
        tenantId: run.tenantId,
        target: { kind: 'run', id },
        correlationId: requestOfImport(id),
      },
      actor: { kind: 'user', id: run.startedBy },
      details: { created, updated, deactivated, failed, faulty },
    })
  })
}
