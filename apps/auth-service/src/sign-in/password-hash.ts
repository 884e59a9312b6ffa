import { hash, verify } from '@node-rs/argon2'

/** The library's enum cannot be imported under isolatedModules. */
const argon2id = 2
const cost = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** argon2id at OWASP's minimum (19 MiB, two passes): some 30 ms, off the event loop. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

export function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password)
}
