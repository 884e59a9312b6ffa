import type { ThreeServices } from './three-services.js'

const fields = `id, email, first_name, last_name, role, phone_number, is_active, must_change_password, avatar, matricule,
  ministere, sexe, created_at, updated_at, deleted_at`

/**
 * Where the stores differ from the directory, a line each; empty when directory = projection = cache. A user who isn't
 * cached is fetched at the next read and so can't be stale; one who is cached must be as in the directory.
 */
export async function compareStores({ databases, redis }: ThreeServices): Promise<string[]> {
  const directory = await databases.auth.pool.query(`SELECT ${fields}, version FROM "user" ORDER BY id`)
  const projection = await databases.user.pool.query(
    `SELECT ${fields}, user_version AS version FROM directory_user ORDER BY id`,
  )
  const known = new Map(projection.rows.map((row) => [row.id, JSON.stringify(row)]))
  const differences: string[] = []
  for (const row of directory.rows) {
    const expected = JSON.stringify(row)
    if (known.get(row.id) !== expected) differences.push(`clinical: ${known.get(row.id)} instead of ${expected}`)
    known.delete(row.id)
    const cached = await redis.cache.client.hgetall(`user:profile:${row.id}`)
    if (Object.keys(cached).length === 0) continue
    const deleted = row.deleted_at !== null
    const fullName = deleted ? '' : `${row.first_name} ${row.last_name}`
    const seen = [cached.version, cached.deleted, cached.fullName].join('|')
    const right = [row.version, deleted ? 1 : 0, fullName].join('|')
    if (seen !== right) differences.push(`cache: ${seen} instead of ${right}`)
  }
  for (const orphan of known.keys()) differences.push(`clinical: ${orphan} is not in the directory`)
  return differences
}
