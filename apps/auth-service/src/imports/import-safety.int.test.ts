import { Readable } from 'node:stream'
import { createLogger } from '@rollcall/service-kit/logger'
import type { RunCarrier } from '@rollcall/service-kit/run-carrier'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthFixture, elsewhere, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'
import { createImportBench, type ImportBench, settings } from '../fixtures/import-bench.js'
import { purgeLog } from '../log/purge-log.js'
import { createImportRunner } from './import-runner.js'

let service: AuthFixture
let admin: TestUser
let token: string
let bench: ImportBench
let runner: RunCarrier
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  admin = await service.addUser({ role: 'admin', email: 'admin@clinic.test' })
  token = await service.tokenOf(admin)
  bench = createImportBench(service, token)
  runner = createImportRunner({
    ...{ pool: service.system, logger: createLogger({ service: 'auth-service', level: 'silent' }), everyMs: 30 },
  })
  runner.start()
})
afterAll(async () => {
  await runner.stop()
  await service.close()
})

const absent = settings(['email', 'role'], { absent: 'deactivate' })

describe('people who are not in the file', () => {
  let people: TestUser[]
  beforeAll(async () => {
    people = await Promise.all([0, 1, 2, 3].map((n) => service.addUser({ email: `present${n}@clinic.test` })))
  })

  it('are left alone unless it is asked for', async () => {
    const id = await bench.send('email,role\npresent0@clinic.test,staff\n')
    expect((await bench.check(id, settings(['email', 'role']))).planned).toMatchObject({ leave: 1, deactivate: 0 })
  })

  it('are deactivated, but for whoever imports and everyone whose row is faulty for another reason', async () => {
    const id = await bench.send('email,role\npresent0@clinic.test,staff\npresent1@clinic.test,king\n')
    const run = await bench.check(id, absent)
    expect(run.planned).toMatchObject({ leave: 1, faulty: 1, nameless: 0, deactivate: 2, removals: 2 })
    expect((await bench.rows(id, 'deactivate')).map(({ user }) => user?.id).sort()).toEqual(
      [people[2]?.id, people[3]?.id].sort(),
    )
    await bench.sql(`UPDATE "user" SET last_name = 'Stays' WHERE id = $1`, [people[3]?.id])
    expect((await bench.apply(id)).applied).toEqual({ created: 0, updated: 0, deactivated: 1, failed: 1 })
    expect(await bench.userOf('present2@clinic.test')).toMatchObject({ is_active: false })
    expect(await bench.userOf('present3@clinic.test')).toMatchObject({ is_active: true, last_name: 'Stays' })
  })

  it('are not told from those that an unreadable row may mean: then nobody is deactivated', async () => {
    const id = await bench.send('email,role\npresent0@clinic.test,staff\nnot an address,staff\na,b,c\n')
    expect((await bench.check(id, absent)).planned).toMatchObject({ faulty: 2, nameless: 2, deactivate: 0 })
  })

  it('a dry run says whether the brake will hold them, and it does', async () => {
    await bench.sql(`INSERT INTO "user" (tenant_id, email, first_name, last_name, role)
      SELECT tenant_id, 'crowd' || n || '@clinic.test', 'A', 'B', 'staff' FROM "user", generate_series(1, 40) n WHERE email = 'admin@clinic.test'`)
    const id = await bench.send('email,role\npresent0@clinic.test,staff\n')
    const run = await bench.check(id, absent)
    expect(run).toMatchObject({ brake: 'holds', planned: { deactivate: 42, removals: 42 } })
    await bench.apply(id)
    // One who was deactivated just before may join them.
    const [{ held }] = await bench.sql('SELECT count(*)::int AS held FROM held_user')
    expect(held).toBeGreaterThanOrEqual(42)
    const [{ admins }] = await bench.sql(
      `SELECT count(*)::int AS admins FROM "user" WHERE role = 'admin' AND is_active`,
    )
    expect(admins).toBe(1)
  })
})

it('the brake holds an import’s removals from the first one on, however many batches they take', async () => {
  await bench.sql(`INSERT INTO "user" (tenant_id, email, first_name, last_name, role)
    SELECT tenant_id, 'many' || n || '@clinic.test', 'A', 'B', 'staff' FROM "user", generate_series(1, 6000) n
    WHERE email = 'admin@clinic.test'`)
  await bench.sql('DELETE FROM removal_count')
  // As a relay that is faster than the next batch: what isn't held has left by then.
  await bench.sql(`CREATE FUNCTION let_go() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN DELETE FROM outbox WHERE NOT held; RETURN NULL; END $$`)
  await bench.sql('CREATE TRIGGER let_go AFTER UPDATE ON import_run FOR EACH ROW EXECUTE FUNCTION let_go()')
  const [{ before }] = await bench.sql('SELECT count(*)::int AS before FROM held_user')
  // A quarter of all: more than the brake lets pass, though the first thousand alone are less.
  const rows = Array.from({ length: 1500 }, (_, n) => `many${n + 1}@clinic.test,staff,no`)
  const id = await bench.send(`email,role,active\n${rows.join('\n')}\n`)
  const run = await bench.check(id, settings(['email', 'role', 'isActive']))
  expect(run).toMatchObject({ brake: 'holds', planned: { removals: 1500 } })
  await bench.apply(id)
  const [{ held }] = await bench.sql('SELECT count(*)::int AS held FROM held_user')
  expect(held - before).toBe(1500)
  await bench.sql('DROP TRIGGER let_go ON import_run')
})

describe('a file is refused', () => {
  const headers = { 'content-length': String(2 * 1024 ** 3) }
  it.each([
    ['%PDF-1.4 …', 'pdf'],
    ['PK\u0003\u0004…', 'spreadsheet'],
    ['email,role\n', 'empty'],
    ['a,b\n"c', 'open_quote'],
  ])('%j, with what is wrong, and leaves nothing', async (text, fault) => {
    const answer = await bench.post(text)
    expect(answer.statusCode).toBe(400)
    expect(answer.json().error.data).toMatchObject({ appCode: 'BAD_INPUT' })
    expect(answer.json().error.data.fields?.[0] ?? { message: fault }).toMatchObject({ message: fault })
    expect(await bench.sql(`SELECT FROM import_run WHERE state = 'uploading'`)).toEqual([])
  })

  it('by its length at once', async () => {
    expect((await bench.post('a,b\n', '', headers)).json().error.message).toContain('larger than 256 MB')
  })

  it.each([
    ['multipart/form-data; boundary=x', 415],
    ['application/json', 415],
    ['text/plain', 415],
  ])('sent as %s: %i', async (type, status) => {
    expect((await bench.post('a,b\nc,d\n', '', { 'content-type': type })).statusCode).toBe(status)
  })

  it('from another page, from nobody, and from whoever may not write', async () => {
    expect((await bench.post('a,b\n', '', { origin: 'https://evil.test' })).statusCode).toBe(403)
    expect((await bench.post('a,b\n', '', { authorization: '' })).statusCode).toBe(401)
    const viewer = await service.tokenOf(await service.addUser({ role: 'viewer' }))
    expect((await bench.post('a,b\n', '', { authorization: `Bearer ${viewer}` })).statusCode).toBe(403)
    expect((await bench.post('a,b\nc,d\n', '?tenantId=x')).statusCode).toBe(400)
  })

  it('while three others are being sent', async () => {
    await bench.sql(`INSERT INTO import_run (tenant_id, started_by, started_by_name)
      SELECT tenant_id, id, 'A' FROM "user", generate_series(1, 3) WHERE email = 'admin@clinic.test'`)
    expect((await bench.post('email,role\na@b.org,staff\n')).statusCode).toBe(429)
    await bench.sql(`DELETE FROM import_run WHERE state = 'uploading'`)
  })
})

it('the rows that are not applied come back with their own columns, guarded, and what is wrong in two languages', async () => {
  const id = await bench.send('Nom;Prénom;Courriel;Rôle;Note\nMoyo;Ada;ada@;chef;=1+1\nDube;Bea;bea@new.test;agent;-\n')
  await bench.check(id, settings(['lastName', 'firstName', 'email', 'role', null]))
  const load = async (query: string, by = token) =>
    service.get(`/users/import/${id}/not-applied${query}`, { authorization: `Bearer ${by}` })
  const answer = await load('?language=fr')
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(answer.body).toBe(
    `\ufeffNom;Prénom;Courriel;Rôle;Note;error\nMoyo;Ada;ada@;chef;'=1+1;Courriel\u202f: Écrivez une adresse telle que nom@exemple.org. ` +
      'Rôle\u202f: Ce rôle n’existe pas. Écrivez médecin, infirmier, pharmacien, consultant, agent, réceptionniste, lecteur, opérateur ou administrateur.\n',
  )
  expect((await load('')).body).toContain('Courriel: Write an address such as name@example.org.')
  const other = await service.tokenOf(await service.addUser({ role: 'admin', tenantId: elsewhere }))
  expect((await load('', other)).statusCode).toBe(404)
})

it('erasing a person blanks the rows of every import that name them', async () => {
  const person = await service.addUser({ email: 'secret@clinic.test', firstName: 'Secret', lastName: 'Name' })
  const id = await bench.send(
    'email,firstName,lastName,note\nsecret@clinic.test,Secret,Changed,x\nother@clinic.test,A,B,SECRET@clinic.test\nthird@clinic.test,C,D,\n',
  )
  await bench.check(id, settings(['email', 'firstName', 'lastName', null]))
  await service.mutate('users.remove', { id: person.id }, token)
  await bench.sql('DELETE FROM held_user')
  const erased = await service.mutate('users.erase', { id: person.id, reason: 'asked' }, token)
  expect(erased.error).toBeUndefined()
  const rows = await bench.sql('SELECT * FROM import_row WHERE run_id = $1 ORDER BY seq', [id])
  expect(JSON.stringify(rows)).not.toMatch(/secret/i)
  expect(rows.map(({ cells }) => cells?.[0] ?? null)).toEqual(['email', null, null, 'third@clinic.test'])
})

it('rows are removed after 30 days, and an import that nobody ended is cancelled', async () => {
  const id = await bench.send('email,role\nold@clinic.test,staff\n')
  await bench.sql(`UPDATE import_run SET created_at = now() - interval '31 days' WHERE id = $1`, [id])
  await purgeLog(service.system, { events: 400, audit: 3650 }, new AbortController().signal)
  expect(await bench.sql('SELECT FROM import_row WHERE run_id = $1', [id])).toEqual([])
  expect(await bench.read(id)).toMatchObject({ state: 'cancelled', isPurged: true, columns: [] })
})

it('a large file is staged as it comes: no more than a few thousand rows are ever held', async () => {
  const rows = 60_000
  let mostAhead = 0
  const makeRows = async function* () {
    yield 'email,firstName,lastName,role,note\n'
    for (let n = 0; n < rows; n += 1000) {
      const staged = await bench.sql(
        `SELECT count(*)::int AS n FROM import_row JOIN import_run ON id = run_id WHERE state = 'uploading'`,
      )
      mostAhead = Math.max(mostAhead, n - staged[0].n)
      const lines = Array.from({ length: 1000 }, (_, k) => `large${n + k}@clinic.test,A,B,staff,${'x'.repeat(200)}\n`)
      yield lines.join('')
    }
  }
  const id = (await bench.post(Readable.from(makeRows()))).json().id
  expect(await bench.read(id)).toMatchObject({ records: rows + 1, state: 'received' })
  expect(mostAhead).toBeLessThan(10_000)
}, 60_000)
