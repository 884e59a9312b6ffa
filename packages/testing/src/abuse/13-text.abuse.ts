import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from './support/people.js'
import type { Service } from './support/services.js'
import type { SignedIn } from './support/sign-in.js'
import { openWorld, type World } from './support/world.js'

let world: World
let admin: SignedIn
let doctor: Person
let theirs: Person
let before: number
beforeAll(async () => {
  world = await openWorld()
  admin = await world.signIn(await world.add())
  doctor = await world.add({ role: 'doctor' })
  theirs = await world.add({ role: 'doctor', lastName: 'Elsewhere' }, world.elsewhere)
  await world.arrival(doctor.id)
  await world.arrival(theirs.id)
  before = await rows()
})
afterAll(() => world.close())

/** Whatever is tried, the tables and the people of the other organisation are there afterwards. */
async function rows(): Promise<number> {
  const counts = await Promise.all([
    world.count('auth', 'SELECT count(*) FROM "user" WHERE tenant_id = $1', [world.elsewhere]),
    world.count('auth', 'SELECT count(*) FROM information_schema.tables'),
    world.count('user', 'SELECT count(*) FROM information_schema.tables'),
    world.count('chat', 'SELECT count(*) FROM information_schema.tables'),
  ])
  return counts.reduce((sum, count) => sum + count, 0)
}

const metacharacters = [
  "' OR '1'='1",
  '\'; DROP TABLE "user"; --',
  '"; DELETE FROM outbox; --',
  '\') UNION SELECT id::text, email FROM "user" --',
  "'||pg_sleep(20)||'",
  '\\',
  "\\'",
  '$1',
  '$$; SELECT 1; $$',
  '%',
  '_',
  '%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%',
  '*',
  '(((((',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202eevil',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is meant to be text
  '${jndi:ldap://127.0.0.1/a}',
  '{{7*7}}',
  '<script>alert(1)</script>',
]

const later = new Date(Date.now() + 400 * 86_400_000).toISOString()
/** Every text that a person's request may carry. */
const inputs: [Service, string, (text: string) => object][] = [
  ['authService', 'users.list', (search) => ({ search, state: 'all' })],
  ['authService', 'users.list', (cursor) => ({ cursor })],
  ['authService', 'users.byIds', (id) => ({ ids: [id, doctor.id] })],
  ['authService', 'users.byId', (id) => ({ id })],
  ['authService', 'users.history', (cursor) => ({ id: doctor.id, cursor })],
  ['authService', 'users.update', (phoneNumber) => ({ id: doctor.id, expectedVersion: 99, changes: { phoneNumber } })],
  ['authService', 'users.update', (avatar) => ({ id: doctor.id, expectedVersion: 99, changes: { avatar } })],
  ['authService', 'users.update', (email) => ({ id: doctor.id, expectedVersion: 99, changes: { email } })],
  ['authService', 'organisation.update', (timeZone) => ({ timeZone })],
  ['authService', 'sync.deadLetters', (search) => ({ search })],
  ['authService', 'sync.timeline', (eventId) => ({ eventId })],
  ['authService', 'sync.retry', (id) => ({ subscriber: 'clinical', ids: [id], reason: 'r' })],
  ['authService', 'audit.list', (search) => ({ search })],
  ['authService', 'audit.list', (cursor) => ({ cursor })],
  ['authService', 'audit.list', (actorId) => ({ actorId })],
  ['userService', 'users.list', (search) => ({ search })],
  ['userService', 'clinicians.list', (search) => ({ search, roles: ['doctor', 'nurse'] })],
  ['userService', 'clinicians.list', (cursor) => ({ cursor })],
  ['userService', 'clinicians.explain', (search) => ({ search: `${search}x` })],
  ['userService', 'appointments.list', (cursor) => ({ cursor })],
  [
    'userService',
    'appointments.create',
    (timeZone) => ({
      ...{ clinicianId: doctor.id, patientName: 'P', reason: 'r', startsAt: later, durationMinutes: 30, timeZone },
    }),
  ],
  ['userService', 'sync.reconcileRun', (cursor) => ({ id: doctor.id, cursor })],
  ['chatService', 'profiles.byIds', (id) => ({ ids: [id, doctor.id] })],
  ['chatService', 'conversations.list', (cursor) => ({ cursor })],
  ['chatService', 'conversations.list', (search) => ({ search })],
  ['chatService', 'conversations.thread', (cursor) => ({ id: doctor.id, cursor })],
  ['chatService', 'cache.inspect', (id) => ({ id })],
]

/** Whoever is found bears every word that was looked for, taken literally; control characters only part words. */
function expectNamed(data: unknown, text: string, label: string): void {
  const words = text.split(/[\s\p{Cc}]+/u).filter(Boolean)
  for (const item of Object(data).items) {
    const values = Object.values(Object(item)).join(' ').toLowerCase()
    for (const word of words) expect(values, label).toContain(word.toLowerCase())
  }
}

describe.each(metacharacters)('the text %j', (text) => {
  it('breaks no procedure, and finds nobody whom it does not name', async () => {
    for (const [service, procedure, make] of inputs) {
      for (const answer of [
        await world.services.post(service, procedure, make(text), admin.token),
        await world.services.query(service, procedure, make(text), admin.token),
      ]) {
        const label = `${procedure} ${JSON.stringify(make(text))}`
        expect(answer.status, label).toBeLessThan(500)
        expect(answer.text, label).not.toMatch(/syntax error|relation "|prisma|invalid byte|\bat \//i)
        expect(answer.text, label).not.toContain(theirs.email)
        // The trail's entries are about whoever is named, and need not bear the name.
        const named = 'search' in make(text) && procedure !== 'audit.list'
        if (answer.status === 200 && named) expectNamed(answer.data, text, label)
      }
    }
    expect(await rows()).toBe(before)
  })

  it('is kept as it is, or refused, and never run', async () => {
    const email = `text-${crypto.randomUUID()}@abuse.test`
    const person = { email, firstName: text, lastName: text, role: 'viewer', matricule: text, ministere: text }
    const created = await world.services.post('authService', 'users.create', person, admin.token)
    const kept = await world.sql<{ first_name: string; matricule: string }>(
      'auth',
      'SELECT first_name, matricule FROM "user" WHERE email = $1',
      [email],
    )
    if (created.status === 200) expect(kept).toEqual([{ first_name: text, matricule: text }])
    else expect([created.status, kept]).toEqual([400, []])
    const appointment = {
      ...{ clinicianId: doctor.id, patientName: text, reason: text, timeZone: 'UTC', durationMinutes: 5 },
      startsAt: new Date(Date.now() + (500 + metacharacters.indexOf(text)) * 86_400_000).toISOString(),
    }
    const booked = await world.services.post('userService', 'appointments.create', appointment, admin.token)
    expect([200, 400]).toContain(booked.status)
    // Half a surrogate pair has no form in UTF-8.
    const written = Buffer.from(text).toString()
    if (booked.status === 200) expect(Object(booked.data)).toMatchObject({ patientName: written, reason: written })
    const organisation = await world.services.post('authService', 'organisation.update', { name: text }, admin.token)
    expect([200, 400]).toContain(organisation.status)
    expect(await rows()).toBe(before)
  })

  it('signs nobody in', async () => {
    for (const body of [
      { email: text, password: text },
      { email: `admin@rollcall.test${text}`, password: text },
    ]) {
      const reply = await world.post('sign-in/email', body)
      expect([reply.status >= 400 && reply.status < 500, reply.cookies]).toEqual([true, []])
    }
  })
})

it.each(['a\r\nb', 'a\nb', 'a\u0085b', 'a\u2028b', '\u001b[2Ja', 'a\u0007', 'a\u0000', '\u202ea', 'a\u2066b', '\t'])(
  'the name %j, which forges lines or what is read, is refused',
  async (name) => {
    for (const changes of [{ firstName: name }, { lastName: name }, { matricule: name }, { ministere: name }]) {
      const input = { id: doctor.id, expectedVersion: 1, changes }
      const answer = await world.services.post('authService', 'users.update', input, admin.token)
      expect([answer.status, answer.error?.fields[0]?.path]).toEqual([400, `changes.${Object.keys(changes)[0]}`])
    }
    expect(await world.versionOf(doctor.id)).toBe(1)
  },
)
