import { hash, verify } from '@node-rs/argon2'

/** The library's enum cannot be imported under isolatedModules. */
const argon2id = 2
const cost = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Keyboards write the same letter in more than one way; NIST SP 800-63B §5.1.1.2 has them made alike first. */
const alike = (password: string) => password.normalize('NFKC')

/** argon2id at OWASP's minimum (19 MiB, two passes): some 30 ms, off the event loop. */
export function hashPassword(password: string): Promise<string> {
  return hash(alike(password), cost)
}

export async function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  // Hashes of before this rule are of the password as it was typed.
  return (
    (await verify(passwordHash, alike(password))) || (alike(password) !== password && verify(passwordHash, password))
  )
}
