import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from './support/people.js'
import { send } from './support/requests.js'
import { bearer } from './support/services.js'
import type { SignedIn } from './support/sign-in.js'
import { openWorld, type World } from './support/world.js'

let world: World
let admin: SignedIn
let theirs: Person
const formulas = ['=HYPERLINK("http://evil.example";"x")', '+1+1', '-2+3', '@SUM(1)', "=cmd|' /C calc'!A0", '＝1+1']
beforeAll(async () => {
  world = await openWorld()
  admin = await world.signIn(await world.add({ firstName: '=1+1', lastName: '=2+2' }))
  theirs = await world.add({ lastName: 'Elsewhere' }, world.elsewhere)
  for (const formula of formulas) {
    const person = { email: `f-${randomUUID()}@abuse.test`, firstName: formula, lastName: formula, role: 'viewer' }
    const created = await world.services.post('authService', 'users.create', person, admin.token)
    expect(created.status).toBe(200)
    const { id } = Object(created.data)
    const reason = { id, reason: `${formula} why` }
    expect((await world.services.post('chatService', 'cache.invalidate', reason, admin.token)).status).toBe(200)
  }
})
afterAll(() => world.close())

const exported = (query = '', headers = bearer(admin.token)) =>
  send(world.services.url('authService', `/audit/export${query}`), { headers })
const exports = () =>
  world.count('auth', `SELECT count(*) FROM audit_entry WHERE tenant_id = $1 AND action = 'audit.exported'`, [
    world.clinic,
  ])

/** RFC 4180: quotes are doubled inside quotes. */
function cellsOf(csv: string): string[] {
  const cells = csv.replace(/^\ufeff/, '').matchAll(/(?:^|,|\r?\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)
  return [...cells].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
}

it('no cell of the trail’s CSV begins like a formula', async () => {
  const { status, text, headers } = await exported()
  expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('text/csv')])
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/)
  const cells = cellsOf(text)
  // They are there, only disarmed.
  expect(cells.filter((cell) => cell.includes('HYPERLINK')).length).toBeGreaterThan(0)
  expect(cells.filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([])
})

it('it holds one’s own organisation alone, whatever the request asks for', async () => {
  for (const query of ['', `?targetId=${theirs.id}`, `?actorId=${theirs.id}`, '?search=Elsewhere']) {
    const { text, status } = await exported(query)
    expect([query, status, text.includes(theirs.email), text.includes('Elsewhere')]).toEqual([query, 200, false, false])
    expect(text.replaceAll(`targetId=${theirs.id}`, '').includes(`,${theirs.id},`)).toBe(false)
  }
  const list = await world.services.post('authService', 'audit.list', { targetId: theirs.id }, admin.token)
  expect(Object(list.data).items).toEqual([])
})

it('whoever may not export gets nothing, and an export is written to the trail', async () => {
  const before = await exports()
  for (const role of ['operator', 'receptionist', 'viewer', 'doctor', 'staff'] as const) {
    const { token, cookie } = await world.signIn(await world.add({ role }))
    const at = await exported('', bearer(token))
    const through = await world.console.send('/api/audit/export', { headers: { cookie } })
    expect([role, at.status, through.status]).toEqual([role, 403, 403])
    for (const { text } of [at, through]) expect(text).not.toContain('@abuse.test')
  }
  for (const headers of [{}, bearer('x.y.z'), { cookie: admin.cookie }]) {
    expect((await exported('', headers)).status).toBe(401)
  }
  expect((await world.console.send('/api/audit/export')).status).toBe(401)
  expect((await world.console.send(`/api/audit/export?token=${admin.token}`)).status).toBe(401)
  expect(await exports()).toBe(before)
  expect((await world.console.send('/api/audit/export', { headers: { cookie: admin.cookie } })).status).toBe(200)
  expect(await exports()).toBe(before + 1)
})

it.each([
  '?from=yesterday',
  '?to=2026-13-99T00:00:00Z',
  '?actions=nothing',
  "?actions=x';DROP%20TABLE%20audit_entry--",
  '?actorId=%00',
  '?tenantId=0192f000-0000-7000-8000-0000000000bb',
  '?limit=1000000000',
  `?search=${'x'.repeat(1000)}`,
])('%s is no filter', async (query) => {
  const before = await exports()
  const { status, text } = await exported(query)
  expect([status, text.includes('@abuse.test'), await exports()]).toEqual([400, false, before])
})

const listed = (query = '', headers = bearer(admin.token)) =>
  send(world.services.url('authService', `/users/export${query}`), { headers })
const listExports = () =>
  world.count('auth', `SELECT count(*) FROM audit_entry WHERE tenant_id = $1 AND action = 'users.exported'`, [
    world.clinic,
  ])

describe('the people’s CSV', () => {
  it('has no cell that begins like a formula, and nobody of another organisation', async () => {
    const { status, text, headers } = await listed()
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('text/csv')])
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/)
    const cells = cellsOf(text)
    expect(cells.filter((cell) => cell.includes('HYPERLINK')).length).toBeGreaterThan(0)
    expect(cells.filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([])
    for (const query of ['', '?search=Elsewhere', '?state=all', `?search=${theirs.id}`]) {
      expect([query, (await listed(query)).text.includes(theirs.email)]).toEqual([query, false])
    }
  })

  it('tells no address to whoever may not see one, and nothing to whoever may not read people', async () => {
    for (const role of ['operator', 'viewer'] as const) {
      const { token, cookie } = await world.signIn(await world.add({ role }))
      for (const { status, text } of [
        await listed('?search=%3D1', bearer(token)),
        await world.console.send('/api/users/export?search=%3D1', { headers: { cookie } }),
      ]) {
        expect([role, status, text.includes('•••@abuse.test'), /[^•]@abuse\.test/.test(text)]).toEqual([
          role,
          200,
          true,
          false,
        ])
      }
      expect((await listed('?sort=email', bearer(token))).status).toBe(403)
    }
    const before = await listExports()
    for (const role of ['receptionist', 'doctor', 'staff'] as const) {
      const { token, cookie } = await world.signIn(await world.add({ role }))
      const through = await world.console.send('/api/users/export', { headers: { cookie } })
      expect([role, (await listed('', bearer(token))).status, through.status]).toEqual([role, 403, 403])
    }
    for (const headers of [{}, bearer('x.y.z'), { cookie: admin.cookie }]) {
      expect((await listed('', headers)).status).toBe(401)
    }
    const cookie = admin.cookie
    const cross = await world.console.send('/api/users/export', { headers: { cookie, 'sec-fetch-site': 'cross-site' } })
    expect(cross.status).toBe(403)
    expect(await listExports()).toBe(before)
  })

  it.each([
    '?columns=password',
    '?columns=email,searchText',
    '?sort=search_text',
    '?roles=root',
    "?state=all';--",
    '?tenantId=0192f000-0000-7000-8000-0000000000bb',
    '?limit=1000000000',
    '?sync=gone',
    '?changedSince=today',
    "?changedSince=2026-01-01T00:00:00Z'--",
    `?search=${'x'.repeat(1000)}`,
    `?ministeres=${'x'.repeat(1000)}`,
  ])('%s is no filter', async (query) => {
    const before = await listExports()
    const { status, text } = await listed(query)
    expect([status, text.includes('@abuse.test'), await listExports()]).toEqual([400, false, before])
  })
})

describe('the CSV of chosen people', () => {
  const post = (body: unknown, headers: Record<string, string> = bearer(admin.token), type = 'application/json') =>
    send(world.services.url('authService', '/users/export'), {
      ...{ method: 'POST', headers: { 'content-type': type, ...headers } },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const throughConsole = (headers: Record<string, string>, body = { selection: { filter: {} } }) =>
    world.console.send('/api/users/export', {
      ...{ method: 'POST', body: JSON.stringify(body) },
      headers: { 'content-type': 'application/json', origin: world.console.url, ...headers },
    })

  it('has no cell that begins like a formula, and nobody of another organisation by their id', async () => {
    const cells = cellsOf((await post({ selection: { filter: {} } })).text)
    expect(cells.filter((cell) => cell.includes('HYPERLINK')).length).toBeGreaterThan(0)
    expect(cells.filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([])
    const foreign = await post({ selection: { ids: [theirs.id] } })
    const unknown = await post({ selection: { ids: [randomUUID()] } })
    expect([foreign.status, foreign.text]).toEqual([unknown.status, unknown.text])
  })

  it('is for nobody but those whom the procedures let in, and for no other site', async () => {
    const { token, cookie } = await world.signIn(await world.add({ role: 'doctor' }))
    const before = await listExports()
    expect((await post({ selection: { filter: {} } }, bearer(token))).status).toBe(403)
    expect((await throughConsole({ cookie })).status).toBe(403)
    expect((await post({ selection: { filter: {} } }, {})).status).toBe(401)
    expect((await throughConsole({})).status).toBe(401)
    const own = { cookie: admin.cookie }
    expect((await throughConsole({ ...own, origin: 'https://evil.example' })).status).toBe(403)
    expect((await throughConsole({ ...own, origin: 'null' })).status).toBe(403)
    expect((await throughConsole({ ...own, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await throughConsole({ ...own, 'content-type': 'text/plain' })).status).toBe(415)
    expect(await listExports()).toBe(before)
  })

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['nobody', { selection: { ids: [] } }],
    ['SQL for an id', { selection: { ids: ["' OR 1=1 --"] } }],
    ['1,001 ids', { selection: { ids: Array.from({ length: 1001 }, () => randomUUID()) } }],
    ['SQL for a moment', { selection: { filter: { changedSince: "now() - interval '1 day'" } } }],
    ['an organisation', { selection: { filter: {}, tenantId: '0192f000-0000-7000-8000-0000000000bb' } }],
    ['a secret column', { selection: { filter: {} }, columns: ['password'] }],
    ['a limit', { selection: { filter: {} }, limit: 1e9 }],
    ['deep nesting', `${'['.repeat(40)}1${']'.repeat(40)}`],
    ['no JSON', 'selection'],
  ])('%s is no choice', async (_, body) => {
    const before = await listExports()
    const { status, text } = await post(body)
    expect([status, text.includes('@abuse.test'), await listExports()]).toEqual([400, false, before])
  })
})

it('the trail can’t be written, changed or emptied by anybody who is signed in', async () => {
  const before = await world.count('auth', 'SELECT count(*) FROM audit_entry WHERE tenant_id = $1', [world.clinic])
  for (const procedure of [
    'audit.create',
    'audit.record',
    'audit.delete',
    'audit.update',
    'audit.purge',
    'directory.recordOperations',
  ]) {
    const answer = await world.services.post('authService', procedure, { items: [] }, admin.token)
    expect([procedure, [403, 404].includes(answer.status)]).toEqual([procedure, true])
  }
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    const reply = await send(world.services.url('authService', '/audit/export'), {
      method,
      headers: { ...bearer(admin.token), 'content-type': 'application/json' },
      body: '{}',
    })
    expect([method, reply.status >= 400 && reply.status < 500]).toEqual([method, true])
  }
  expect(await world.count('auth', 'SELECT count(*) FROM audit_entry WHERE tenant_id = $1', [world.clinic])).toBe(
    before,
  )
})
