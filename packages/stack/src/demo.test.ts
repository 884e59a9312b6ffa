import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDemo } from './demo.js'
import { loadSecrets } from './secrets.js'

const roots: string[] = []
const freshFolder = () => {
  const path = mkdtempSync(join(tmpdir(), 'rollcall-demo-'))
  roots.push(path)
  return path
}
afterAll(() => Promise.all(roots.map((path) => rm(path, { recursive: true, force: true }))))

test('a generated password is shown again at every start', async () => {
  const path = freshFolder()
  const secrets = await loadSecrets(path)
  const first = await openDemo(path, secrets, undefined)
  await first.markSeeded('auth', 'postgresql://a')
  const next = await openDemo(path, await loadSecrets(path), undefined)
  expect(next.describeSignIn()).toBe(`Sign in as admin@rollcall.test with ${secrets.demoPassword}`)
  expect(next.isSeeded('auth', 'postgresql://a')).toBe(true)
  expect(next.isSeeded('auth', 'postgresql://another')).toBe(false)
})

test('a password that was set is never printed or stored', async () => {
  const path = freshFolder()
  const secrets = await loadSecrets(path)
  const first = await openDemo(path, secrets, 'correct horse battery')
  await first.markSeeded('auth', 'postgresql://a')
  expect(first.describeSignIn()).toBe('Sign in as admin@rollcall.test with the DEMO_PASSWORD you set')
  const later = await openDemo(path, secrets, undefined)
  expect(later.describeSignIn()).toBe('Sign in as admin@rollcall.test with the DEMO_PASSWORD of the first start')
})

test('a password set after the demo was made does not pretend to count', async () => {
  const path = freshFolder()
  const secrets = await loadSecrets(path)
  await (await openDemo(path, secrets, undefined)).markSeeded('auth', 'postgresql://a')
  const later = await openDemo(path, secrets, 'correct horse battery')
  expect(later.describeSignIn()).toMatch(`with ${secrets.demoPassword}\n(DEMO_PASSWORD counts only`)
})

test('a short password is refused', async () => {
  const path = freshFolder()
  await expect(openDemo(path, await loadSecrets(path), 'short')).rejects.toThrow('at least 12 characters')
})
