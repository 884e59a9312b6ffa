import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dumpRedis } from '../dump-redis.js'
import { password } from './support/people.js'
import { json } from './support/requests.js'
import { services } from './support/services.js'
import type { SignedIn } from './support/sign-in.js'
import { openWorld, type World } from './support/world.js'

// After all others: what they did is in the logs, too.
let world: World
let admin: SignedIn
let link: string
let logs: Map<string, string>
const mark = 'Marqueurnom'
/** What a terminal, or a reader of lines, would take for something else. */
const ugly = `${mark}\r\n{"level":"fatal","msg":"${mark}"}\n\u001b]0;${mark}\u0007\u001b[2J\u202e${mark}`

beforeAll(async () => {
  world = await openWorld()
  admin = await world.signIn(await world.add())
  // By SQL, where no input is checked: the triggers, the road and the caches take it as it is.
  const person = await world.add({ role: 'doctor', firstName: ugly, lastName: ugly, phoneNumber: '+263771928374' })
  await world.arrival(person.id)
  await provoke(person.id)
  const { data } = await world.services.post('authService', 'users.sendLink', { id: person.id }, admin.token)
  link = String(Object(data).link).split('#')[1] ?? ''
  await world.post('reset-password', { token: link, newPassword: 'nine loud geese 77' })
  logs = await readLogs()
}, 60_000)
afterAll(() => world.close())

/** Everything that might quote a request. */
async function provoke(id: string): Promise<void> {
  const { post } = world.services
  for (const service of services) {
    await post(service, `${mark}.${mark}`, { [ugly]: ugly }, admin.token)
    await world.services.send(service, `/${mark}?email=${mark}@abuse.test`, { headers: { 'user-agent': mark } })
    await world.services.send(service, '/trpc/users.list', { headers: { ...json, authorization: `Bearer ${mark}` } })
    await world.services.send(service, '/trpc/users.list', { method: 'POST', headers: json, body: `{"${mark}` })
  }
  await post('authService', 'users.create', { email: ugly, firstName: ugly, lastName: ugly, role: ugly }, admin.token)
  await post('authService', 'users.byId', { id }, admin.token)
  await post('userService', 'clinicians.explain', { search: mark }, admin.token)
  await post('chatService', 'profiles.byIds', { ids: [id, mark, ugly] }, admin.token)
  await world.attempt(`${mark}@abuse.test`, `${mark} password`)
  await world.attempt(ugly, ugly)
  await world.console.send(`/${mark}?x=${encodeURIComponent(ugly)}`, { headers: { cookie: admin.cookie } })
  await world.console.mutate(
    'authService',
    'users.update',
    { id, expectedVersion: 1, changes: { lastName: ugly } },
    admin.cookie,
  )
  await world.sql('auth', `ALTER TABLE "user" ADD CONSTRAINT abuse_mark CHECK (ministere <> '${mark}') NOT VALID`)
  try {
    await post('authService', 'users.update', { id, expectedVersion: 1, changes: { ministere: mark } }, admin.token)
  } finally {
    await world.sql('auth', 'ALTER TABLE "user" DROP CONSTRAINT abuse_mark')
  }
}

async function readLogs(): Promise<Map<string, string>> {
  const folder = join(world.dataDir, 'logs')
  const names = (await readdir(folder)).filter((name) =>
    /^(auth-service|user-service|chat-service|portal)\.log$/.test(name),
  )
  return new Map(
    await Promise.all(
      names.map(async (name): Promise<[string, string]> => [name, await readFile(join(folder, name), 'utf8')]),
    ),
  )
}
const serviceLogs = () => [...logs].filter(([name]) => name !== 'portal.log')

describe('after everything that these files tried', () => {
  it('every line of a service’s log is one JSON line, with nothing for a terminal to obey', () => {
    expect(serviceLogs()).toHaveLength(3)
    for (const [name, text] of serviceLogs()) {
      const lines = text.split('\n').filter((line) => line !== '')
      expect(lines.length, name).toBeGreaterThan(0)
      for (const line of lines) {
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u)
        expect(JSON.parse(line), line).toMatchObject({ level: expect.any(String), service: expect.any(String) })
      }
    }
    const all = [...logs.values()].join('')
    for (const sequence of ['\u001b]', '\u001b[2J']) expect(all).not.toContain(sequence)
  })

  it('no log has what signs somebody in, nor a password or a link', () => {
    const cookie = /session_token=([^;.]+)/.exec(admin.cookie)?.[1] ?? 'none'
    for (const [name, text] of logs) {
      expect(text.match(/eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/), name).toBeNull()
      for (const secret of [cookie, admin.token, password, link, 'nine loud geese 77', `${mark} password`]) {
        expect(text.includes(secret), `${name} has ${secret.slice(0, 6)}…`).toBe(false)
      }
      expect(text).not.toMatch(/session_token=[^\s"]|\$argon2/)
    }
  })

  it('no log has a name, an address or a telephone', () => {
    for (const [name, text] of logs) {
      const lines = text.split('\n').filter((line) => /@abuse\.test|771928374|marqueurnom/i.test(line))
      expect(lines, name).toEqual([])
    }
  })

  it('nor has what is measured, or waits in Redis', async () => {
    const metrics = await Promise.all(services.map((service) => world.services.send(service, '/metrics')))
    const queue = new Redis(world.stack.queueRedis.url)
    const waiting = await dumpRedis(queue).finally(() => queue.quit())
    for (const text of [...metrics.map((reply) => reply.text), waiting]) {
      expect(text).not.toMatch(/@abuse\.test|771928374|marqueurnom|eyJ[\w-]{10,}\./i)
      expect(text).not.toContain(password)
    }
  })
})
