import { createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import type pg from 'pg'

export type Claims = Record<string, unknown>

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const decode = (part = ''): Claims => Object(JSON.parse(Buffer.from(part, 'base64url').toString()))

export const claimsOf = (token: string): Claims => decode(token.split('.')[1])
export const headerOf = (token: string): Claims => decode(token.split('.')[0])

/** A token as somebody would write it by hand. */
export const unsigned = (header: Claims, claims: Claims) => `${encode(header)}.${encode(claims)}`

export const withHmac = (header: Claims, claims: Claims, secret: string) => {
  const text = unsigned({ ...header, alg: 'HS256' }, claims)
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

export function newKey() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

export const withKey = (key: KeyObject, header: Claims, claims: Claims) => {
  const text = unsigned({ alg: 'ES256', ...header }, claims)
  return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

/**
 * A key of ours among the installation's own, so that tokens can be signed that are wrong in one thing only. It is dated
 * back: auth-service goes on to sign with its newest.
 */
export async function plantKey(owner: pg.Pool) {
  const { publicKey, privateKey } = newKey()
  const kid = randomUUID()
  await owner.query(
    `INSERT INTO jwks (id, public_key, private_key, created_at, alg) VALUES ($1, $2, '', '2000-01-01', 'ES256')`,
    [kid, JSON.stringify(publicKey.export({ format: 'jwk' }))],
  )
  return {
    sign: (claims: Claims, header: Claims = {}) => withKey(privateKey, { kid, ...header }, claims),
    remove: () => owner.query('DELETE FROM jwks WHERE id = $1', [kid]),
  }
}
