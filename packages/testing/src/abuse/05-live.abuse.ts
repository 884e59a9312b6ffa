import { afterAll, beforeAll, expect, it } from 'vitest'
import { waitFor } from '../faults/wait-for.js'
import type { Person } from './support/people.js'
import { bearer, consoleNames, services } from './support/services.js'
import type { SignedIn } from './support/sign-in.js'
import { openWorld, type World } from './support/world.js'

let world: World
let admin: SignedIn
let own: Person
let theirs: Person
beforeAll(async () => {
  world = await openWorld()
  admin = await world.signIn(await world.add())
  own = await world.add({ role: 'doctor' })
  theirs = await world.add({ role: 'doctor', lastName: 'Elsewhere' }, world.elsewhere)
  await world.arrival(own.id)
  await world.arrival(theirs.id)
})
afterAll(() => world.close())

const change = ({ id }: Person) =>
  world.sql('auth', 'UPDATE "user" SET ministere = gen_random_uuid()::text WHERE id = $1', [id])
async function hasArrived({ id }: Person): Promise<boolean> {
  const version = await world.versionOf(id)
  const [kept] = await world.sql<{ version: number }>(
    'user',
    'SELECT user_version AS version FROM directory_user WHERE id = $1',
    [id],
  )
  return kept?.version === version && (await world.cache.hget(`user:profile:${id}`, 'version')) === String(version)
}

const ways = services.flatMap((service) => [
  { name: service, url: () => world.services.url(service, '/trpc/sync.watch'), headers: () => bearer(admin.token) },
  {
    name: `${service} through the console`,
    url: () => `${world.console.url}/api/trpc/${consoleNames[service]}/sync.watch`,
    headers: () => ({ cookie: admin.cookie }),
  },
])

it.each(ways)('$name tells nobody of another organisation’s changes', async ({ url, headers }) => {
  const leave = new AbortController()
  const response = await fetch(url(), {
    headers: { ...headers(), accept: 'text/event-stream' },
    signal: leave.signal,
  })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = (await reader?.read())?.value ?? ''
  // Theirs has been everywhere before ours begins.
  await change(theirs)
  await waitFor('their change has arrived', () => hasArrived(theirs))
  await change(own)
  while (!text.includes(own.id)) {
    const { value, done } = (await reader?.read()) ?? { done: true }
    if (done) break
    text += value
  }
  leave.abort()
  expect(text).toContain(own.id)
  expect(text).not.toContain(theirs.id)
  expect(text).not.toMatch(/Elsewhere|@abuse\.test/)
})

it.each(services)('%s ends the stream of whoever is disabled while it runs', async (service) => {
  const leaver = await world.add()
  const { token } = await world.signIn(leaver)
  const leave = new AbortController()
  const response = await fetch(world.services.url(service, '/trpc/sync.watch'), {
    headers: { ...bearer(token), accept: 'text/event-stream' },
    signal: leave.signal,
  })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  await reader?.read()
  await world.sql('auth', 'UPDATE "user" SET is_active = false WHERE id = $1', [leaver.id])
  let ended = false
  const reading = (async () => {
    while (!ended) ended = (await reader?.read())?.done ?? true
  })()
  // Somebody has to say something for a stream to be asked whether it may.
  const told = async () => {
    await change(own)
    return ended
  }
  await waitFor('the stream ends', told, { intervalMs: 200 })
  leave.abort()
  await reading.catch(() => undefined)
})

it.each(ways)('$name is closed to the signed out, and by a mutation’s method', async ({ url }) => {
  const nobody: Record<string, string>[] = [
    {},
    { authorization: 'Bearer x.y.z' },
    { cookie: 'rollcall.session_token=x.y' },
  ]
  for (const headers of nobody) {
    const leave = new AbortController()
    const response = await fetch(url(), {
      headers: { ...headers, accept: 'text/event-stream' },
      signal: leave.signal,
    })
    // A stream's status comes before its first word, which then is the refusal.
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (response.ok && !/serialized-error[^\n]*\ndata: .+\n/.test(text)) {
      const { value, done } = (await reader?.read()) ?? { done: true }
      if (done) break
      text += value
    }
    leave.abort()
    if (response.ok) expect(text).toContain('"httpStatus":401')
    else expect(response.status).toBe(401)
    expect(text).not.toMatch(/"overview"|"status":\{|userIds/)
  }
})
