import type { Pool } from '@rollcall/service-kit/postgres'
import { createLocalJWKSet, type JWK, type JWTVerifyGetKey } from 'jose'

interface KeyRow {
  id: string
  alg: string | null
  publicKey: string
}

/** The public keys of our own tokens, from the table where better-auth keeps them; read again for an unknown key. */
export function createKeyLookup(pool: Pool): JWTVerifyGetKey {
  let known = new Set<string>()
  let keySet: JWTVerifyGetKey = createLocalJWKSet({ keys: [] })
  let reading: Promise<void> | undefined

  const read = async () => {
    const { rows } = await pool.query<KeyRow>('SELECT id, alg, public_key AS "publicKey" FROM jwks')
    known = new Set(rows.map(({ id }) => id))
    keySet = createLocalJWKSet({ keys: rows.map(toJwk) })
  }

  return async (header, token) => {
    if (!header?.kid || !known.has(header.kid)) {
      reading ??= read().finally(() => {
        reading = undefined
      })
      await reading
    }
    return keySet(header, token)
  }
}

function toJwk(row: KeyRow): JWK {
  const jwk: JWK = JSON.parse(row.publicKey)
  return { ...jwk, kid: row.id, alg: row.alg ?? 'ES256' }
}
