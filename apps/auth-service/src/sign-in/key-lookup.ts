import type { Pool } from '@rollcall/service-kit/postgres'
import { createLocalJWKSet, type JWK, type JWTVerifyGetKey } from 'jose'

interface KeyRow {
  id: string
  alg: string | null
  publicKey: string
}

/** Tokens live for minutes: an hour after its end a key has nothing left to vouch for. */
export const keyGraceSeconds = 3600
/** After a look that didn't find the key: tokens with invented keys cost one look a second, however many are sent. */
const restMs = 1000
const refreshMs = 600_000

/** The public keys of our own tokens, from the table where better-auth keeps them; read again for an unknown key. */
export function createKeyLookup(pool: Pool): JWTVerifyGetKey {
  let known = new Set<string>()
  let keySet: JWTVerifyGetKey = createLocalJWKSet({ keys: [] })
  let readAt = 0
  let fruitlessAt = 0
  let reading: Promise<void> | undefined

  const read = async () => {
    const { rows } = await pool.query<KeyRow>(
      `SELECT id, alg, public_key AS "publicKey" FROM jwks
       WHERE expires_at IS NULL OR expires_at > now() - make_interval(secs => $1)`,
      [keyGraceSeconds],
    )
    known = new Set(rows.map(({ id }) => id))
    keySet = createLocalJWKSet({ keys: rows.map(toJwk) })
    readAt = Date.now()
  }
  const isKnown = (kid: string | undefined) => kid !== undefined && known.has(kid)

  return async (header, token) => {
    const due = isKnown(header?.kid) ? Date.now() - readAt > refreshMs : Date.now() - fruitlessAt > restMs
    if (due) {
      reading ??= read().finally(() => {
        reading = undefined
      })
    }
    await reading
    if (due && !isKnown(header?.kid)) fruitlessAt = Date.now()
    return keySet(header, token)
  }
}

function toJwk(row: KeyRow): JWK {
  const jwk: JWK = JSON.parse(row.publicKey)
  return { ...jwk, kid: row.id, alg: row.alg ?? 'ES256' }
}
