import { createLogger } from '@rollcall/service-kit/logger'
import type { RunCarrier } from '@rollcall/service-kit/run-carrier'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AuthFixture, elsewhere, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'
import { createImportBench, type ImportBench, settings } from '../fixtures/import-bench.js'
import { createImportRunner } from './import-runner.js'

let service: AuthFixture
let admin: TestUser
let token: string
let bench: ImportBench
let runner: RunCarrier
const logger = createLogger({ service: 'auth-service', level: 'silent' })
const startRunner = () => {
  const started = createImportRunner({ pool: service.system, logger, everyMs: 30 })
  started.start()
  return started
}

beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  admin = await service.addUser({ role: 'admin', firstName: 'Farai', lastName: 'Ncube', email: 'farai@clinic.test' })
  token = await service.tokenOf(admin)
  bench = createImportBench(service, token)
  runner = startRunner()
})
afterAll(async () => {
  await runner.stop()
  await service.close()
})
let round = 0
beforeEach(() => {
  round += 1
})
const address = (name: string) => `${name}.${round}@clinic.test`
const header = 'Prénom;Nom;Courriel;Fonction;Téléphone\n'
const french = settings(['firstName', 'lastName', 'email', 'role', 'phoneNumber'], { country: 'ZW' })

describe('a dry run', () => {
  it('tells what would be created, changed, left and is faulty, and writes nothing', async () => {
    const known = await service.addUser({ firstName: 'Ada', lastName: 'Moyo', email: address('ada') })
    const same = await service.addUser({ firstName: 'Bea', lastName: 'Dube', email: address('bea') })
    const id = await bench.send(
      `${header}Ada;Moyo-Sibanda;${address('ada')};médecin;0771234567\nBea;Dube;${address('bea').toUpperCase()};agent;\n` +
        `Cleo;Zuma;${address('cleo')};Infirmière;+263 77 123 4568\nDan;;${address('dan')};chef;12\n`,
      'équipe.csv',
    )
    const run = await bench.check(id, french)
    expect(run).toMatchObject({
      ...{ state: 'checked', fileName: 'équipe.csv', records: 5, notApplied: 1, brake: 'passes' },
      reading: { encoding: 'utf-8', separator: ';', hasHeader: true, guess: french.mapping },
      planned: { create: 1, update: 1, leave: 1, faulty: 1, deactivate: 0, nameless: 0, removals: 0 },
    })
    expect(await bench.rows(id, 'update')).toMatchObject([
      {
        ...{ line: 2, user: { id: known.id, name: 'Ada Moyo' } },
        changes: {
          lastName: { from: 'Moyo', to: 'Moyo-Sibanda' },
          role: { from: 'staff', to: 'doctor' },
          phoneNumber: { from: null, to: '+263771234567' },
        },
      },
    ])
    expect(await bench.rows(id, 'leave')).toMatchObject([{ line: 3, user: { id: same.id } }])
    expect(await bench.rows(id, 'create')).toMatchObject([{ line: 4, given: { role: 'nurse', firstName: 'Cleo' } }])
    expect(await bench.faults(id)).toEqual([[5, ['bad_role', 'bad_phone']]])
    expect(await bench.userOf(address('cleo'))).toBeUndefined()
    expect((await service.query('users.byId', { id: known.id }, token)).data.version).toBe(1)
  })

  it('finds nothing to change in what was exported here, whatever people are called', async () => {
    const names = ['=SUM(A1)', "'=x", "''@y", '+1', '-', "O'Brien", "'t Hooft", 'Ada, "the first"']
    for (const [at, lastName] of names.entries())
      await service.addUser({ lastName, firstName: `Guarded${round}`, email: address(`guarded${at}`) })
    const answer = await service.get(`/users/export?search=guarded${round}`, { authorization: `Bearer ${token}` })
    const id = await bench.send(answer.body)
    const { guess } = (await bench.read(id)).reading ?? {}
    const run = await bench.check(id, settings(guess ?? []))
    expect(run.planned).toMatchObject({ leave: names.length, create: 0, update: 0, faulty: 0 })
  })

  it('names both lines of a person who is there twice, and says what rows lack', async () => {
    const id = await bench.send(
      `${header}A;B;${address('twice')};doctor;\nC;D;${address('once')};doctor;;;x\nE;F;${address('TWICE')};nurse;\nG;H;;nurse;\n` +
        `"I\nJ";K;${address('control')};nurse;\n${'L'.repeat(101)};M;${address('long')};nurse;\n😀;عمر;${address('emoji')};nurse;\n`,
    )
    const run = await bench.check(id, french)
    expect(run.planned).toMatchObject({ create: 1, faulty: 6, nameless: 2 })
    expect(await bench.faults(id)).toEqual([
      [2, ['duplicate']],
      [3, ['ragged']],
      [4, ['duplicate']],
      [5, ['missing']],
      [6, ['control']],
      [8, ['too_long']],
    ])
    const [first] = await bench.rows(id, 'faulty')
    expect(first?.faults).toEqual([{ code: 'duplicate', lines: [2, 4] }])
    expect(await bench.rows(id, 'create')).toMatchObject([{ given: { firstName: '😀', lastName: 'عمر' } }])
  })

  it('says that an address is in use, and never whose', async () => {
    await service.addUser({ email: address('theirs'), tenantId: elsewhere, firstName: 'Hidden', lastName: 'Person' })
    const id = await bench.send(`${header}A;B;${address('theirs')};doctor;\n`)
    await bench.check(id, french)
    const rows = await bench.rows(id, 'faulty')
    expect(rows).toMatchObject([{ user: null, faults: [{ code: 'email_taken', field: 'email' }] }])
    expect(JSON.stringify(rows)).not.toContain('Hidden')
  })

  it('matches by matricule, and knows who is deleted, who is meant by two, and who imports', async () => {
    const people = await Promise.all([1, 2, 3, 4].map(() => service.addUser()))
    const numbers = [`m${round}-1`, `m${round}-2`, `m${round}-2`, `m${round}-3`]
    for (const [index, { id }] of people.entries())
      await bench.sql('UPDATE "user" SET matricule = $2 WHERE id = $1', [id, numbers[index]])
    await bench.sql('UPDATE "user" SET deleted_at = now() WHERE id = $1', [people[3]?.id])
    await bench.sql('UPDATE "user" SET matricule = $2 WHERE id = $1', [admin.id, `own${round}`])
    const id = await bench.send(
      `Staff number,Role,Status\nm${round}-1,pharmacist,actif\nm${round}-2,nurse,yes\nm${round}-3,nurse,yes\nown${round},doctor,oui\nnew${round},doctor,1\n`,
    )
    const run = await bench.check(id, settings(['matricule', 'role', 'isActive'], { matchBy: 'matricule' }))
    expect(run.planned).toMatchObject({ update: 1, create: 0, faulty: 4 })
    expect(await bench.faults(id)).toEqual([
      [3, ['ambiguous']],
      [4, ['deleted']],
      [5, ['own_account']],
      [6, ['missing', 'missing', 'missing']],
    ])
  })
})

describe('applying', () => {
  it('creates, changes and leaves in the bulk lane, in the name of the person, and gives nobody a password', async () => {
    const known = await service.addUser({ firstName: 'Ada', lastName: 'Moyo', email: address('ada') })
    const id = await bench.send(`${header}Ada;Moyo;${address('ada')};doctor;\nCleo;Zuma;${address('cleo')};nurse;\n`)
    await bench.check(id, french)
    const run = await bench.apply(id)
    expect(run).toMatchObject({
      state: 'done',
      done: 2,
      total: 2,
      applied: { created: 1, updated: 1, failed: 0 },
      notApplied: 0,
    })
    const cleo = await bench.userOf(address('cleo'))
    expect(cleo).toMatchObject({ role: 'nurse', version: 1, is_active: true })
    expect(await service.eventsOf(cleo?.id)).toMatchObject([
      { type: 'user.created', actor: `user:${admin.id}`, lane: 'bulk' },
    ])
    expect((await service.eventsOf(known.id)).at(-1)).toMatchObject({ type: 'user.role.changed', lane: 'bulk' })
    expect(await bench.sql('SELECT FROM account WHERE user_id = $1', [cleo?.id])).toHaveLength(0)
    const audit = await bench.sql(
      `SELECT action, details::jsonb AS details FROM audit_entry WHERE target_id = $1 ORDER BY position`,
      [id],
    )
    expect(audit).toMatchObject([
      { action: 'import.started', details: { create: 1, update: 1 } },
      { action: 'import.applied', details: { created: 1, updated: 1, failed: 0 } },
    ])
  })

  it('leaves alone whoever was changed since the dry run, and an address that was taken meanwhile', async () => {
    const moved = await service.addUser({ email: address('moved') })
    const id = await bench.send(
      `${header}New;Name;${address('moved')};doctor;\nC;D;${address('late')};nurse;\nE;F;${address('fine')};nurse;\n`,
    )
    await bench.check(id, french)
    await bench.sql(`UPDATE "user" SET last_name = 'Meanwhile' WHERE id = $1`, [moved.id])
    await service.addUser({ email: address('late'), tenantId: elsewhere })
    const run = await bench.apply(id)
    expect(run).toMatchObject({ state: 'done', applied: { created: 1, updated: 0, failed: 2 }, notApplied: 2 })
    expect(await bench.userOf(address('moved'))).toMatchObject({ last_name: 'Meanwhile', role: 'staff' })
    expect(await bench.faults(id, 'notApplied')).toEqual([
      [2, ['changed']],
      [3, ['email_taken']],
    ])
  })

  it('parts a batch until the row at fault stands alone', async () => {
    const people = await Promise.all([0, 1, 2].map((n) => service.addUser({ email: address(`p${n}`) })))
    for (const [n, { id }] of people.entries())
      await bench.sql('UPDATE "user" SET matricule = $2 WHERE id = $1', [id, `part${round}-${n}`])
    const rows = [0, 1, 2].map((n) => `part${round}-${n},${address(`renamed${n}`)}`)
    const id = await bench.send(`matricule,email\n${rows.join('\n')}\n`)
    await bench.check(id, settings(['matricule', 'email'], { matchBy: 'matricule' }))
    await service.addUser({ email: address('renamed1') })
    expect(await bench.apply(id)).toMatchObject({ applied: { updated: 2, failed: 1 } })
    expect(await bench.faults(id, 'notApplied')).toEqual([[3, ['email_taken']]])
  })

  it('takes nothing else than what was confirmed, from nobody else', async () => {
    const id = await bench.send(`${header}A;B;${address('a')};doctor;\n`)
    await bench.check(id, french)
    const expected = { create: 2, update: 0, deactivate: 0 }
    expect((await service.mutate('users.import.begin', { id, expected }, token)).error.data).toMatchObject({
      ...{ appCode: 'CONFLICT', fields: [{ path: 'expected' }] },
    })
    const other = await service.tokenOf(await service.addUser({ role: 'admin' }))
    const answer = await service.mutate('users.import.begin', { id, expected: { ...expected, create: 1 } }, other)
    expect(answer.error.message).toContain('Farai Ncube has sent this file')
    expect(await bench.userOf(address('a'))).toBeUndefined()
  })

  it('goes on where it was after a restart, and stops when it is cancelled', async () => {
    const rows = Array.from({ length: 3500 }, (_, n) => `A;B;${address(`many${n}`)};staff;`)
    const id = await bench.send(header + rows.join('\n'))
    await bench.check(id, french)
    await runner.stop()
    await bench.begin(id)
    runner = startRunner()
    await expect.poll(async () => (await bench.read(id)).done, { interval: 5, timeout: 10_000 }).toBeGreaterThan(0)
    await runner.stop()
    const { done, state } = await bench.read(id)
    expect(state === 'applying' ? done % 1000 : 0).toBe(0)
    runner = startRunner()
    expect(await bench.ended(id)).toMatchObject({ state: 'done', done: 3500, applied: { created: 3500, failed: 0 } })

    const next = await bench.send(header + rows.join('\n').replaceAll('many', 'more'))
    await bench.check(next, french)
    await runner.stop()
    await bench.begin(next)
    expect((await service.mutate('users.import.cancel', { id: next }, token)).data.state).toBe('cancelled')
    runner = startRunner()
    expect(await bench.read(next)).toMatchObject({ state: 'cancelled', notApplied: 3500, applied: { created: 0 } })
    expect((await service.mutate('users.import.cancel', { id: next }, token)).error.data.appCode).toBe('CONFLICT')
  })
})
