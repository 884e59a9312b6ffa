import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plantFile } from '../roles/foreign-ids.js'
import { rawRequest, send, sendRaw } from './support/requests.js'
import { bearer } from './support/services.js'
import type { SignedIn } from './support/sign-in.js'
import { openWorld, type World } from './support/world.js'

let world: World
let admin: SignedIn
beforeAll(async () => {
  world = await openWorld()
  admin = await world.signIn(await world.add())
})
afterAll(() => world.close())

const path = '/users/import'
const post = (body: string | FormData, headers: Record<string, string> = {}, query = '') =>
  send(world.services.url('authService', path + query), { body, headers: { ...bearer(admin.token), ...headers } })
const csv = { 'content-type': 'text/csv' }
const rows = 'email,firstName,lastName,role\nsomebody@abuse.test,A,B,admin\n'
const imports = () => world.count('auth', 'SELECT count(*) FROM import_run WHERE tenant_id = $1', [world.clinic])

describe('a file is not taken', () => {
  it.each([
    ['as a form of another page', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['as text', { 'content-type': 'text/plain' }, 415],
    ['from another page', { ...csv, origin: 'https://evil.example' }, 403],
    ['from nowhere', { ...csv, origin: 'null' }, 403],
    ['without a session', { ...csv, authorization: 'Bearer nobody' }, 401],
  ])('%s', async (_, headers, status) => {
    const before = await imports()
    expect((await post(rows, headers)).status).toBe(status)
    expect(await imports()).toBe(before)
  })

  it('at the console, as a form or from another page', async () => {
    const ask = (headers: Record<string, string>) =>
      world.console.send(`/api${path}`, { method: 'POST', headers: { cookie: admin.cookie, ...headers }, body: rows })
    expect((await ask({ ...csv, origin: 'https://evil.example' })).status).toBe(403)
    expect((await ask(csv)).status).toBe(403)
  })

  it('for another organisation', async () => {
    expect((await post(rows, csv, `?tenantId=${world.elsewhere}`)).status).toBe(400)
  })

  it('when it claims 2 GB, before any of it has come', async () => {
    const headers = { ...bearer(admin.token), ...csv, 'Content-Length': String(2 * 1024 ** 3) }
    const { status, text } = await sendRaw(
      world.services.url('authService', path),
      rawRequest(`POST ${path}`, headers, ''),
    )
    expect(status).toBe(400)
    expect(text).toContain('larger than 256 MB')
  })
})

it('another organisation’s import is answered like one that nobody has', async () => {
  const theirs = await plantFile(world.pools.auth, world.elsewhere)
  const ask = async (id: string) => {
    const { status, text } = await send(world.services.url('authService', `${path}/${id}/not-applied`), {
      headers: bearer(admin.token),
    })
    return `${status} ${text.replaceAll(id, '<id>').replace(/"requestId":"[^"]*"/, '')}`
  }
  expect(await ask(theirs)).toBe(await ask(randomUUID()))
})

it('text that PostgreSQL can not hold, and names that forge a line, do no harm', async () => {
  const reply = await post(
    `email,note\na\0b@abuse.test,"x\r\ny\u001b[31m"\n`,
    csv,
    `?name=${encodeURIComponent('a\r\n../b.csv')}`,
  )
  expect(reply.status).toBe(200)
  const { id } = JSON.parse(reply.text)
  const { data } = await world.services.query('authService', 'users.import.run', { id }, admin.token)
  expect(data).toMatchObject({ fileName: 'b.csv', state: 'received' })
})
