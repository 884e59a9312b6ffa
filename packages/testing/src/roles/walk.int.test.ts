import { afterAll, beforeAll, expect, it } from 'vitest'
import { startThreeServices, type ThreeServices } from '../road/three-services.js'
import { accessTable, actors, type ServiceName, services as serviceNames, type Who } from './access-table.js'
import { call, forEach, type Reply } from './call.js'
import { signInEverybody } from './people.js'

let services: ThreeServices
let tokens: Map<string, string>
let serviceTokens: Record<ServiceName, string>
beforeAll(async () => {
  services = await startThreeServices({ joined: true })
  tokens = await signInEverybody(services)
  const [auth, user, chat] = await Promise.all(serviceNames.map(services.serviceToken))
  serviceTokens = { 'auth-service': auth ?? '', 'user-service': user ?? '', 'chat-service': chat ?? '' }
}, 90_000)
afterAll(() => services.stop(), 60_000)

const targets = serviceNames.flatMap((service) =>
  Object.entries(accessTable[service]).map(([procedure, who]) => ({ service, procedure, who })),
)
type Target = (typeof targets)[number]

// Nobody's input has this field: whoever is let in is told so, and nothing is done.
const input = { walk: true }
const isLetIn = ({ status }: Reply) => status !== 401 && status !== 403

/** What happened otherwise than expected, one line each. */
async function walk(expectation: (target: Target) => { token: string | undefined; expected: number | 'let in' }) {
  const faults: string[] = []
  await forEach(targets, async (target) => {
    const { token, expected } = expectation(target)
    const reply = await call(services, target, token, input)
    const asExpected = expected === 'let in' ? isLetIn(reply) && reply.status < 500 : reply.status === expected
    const tellsData = expected !== 'let in' && reply.text.includes('"result"')
    if (!asExpected || tellsData) faults.push(`${target.service} ${target.procedure}: ${reply.status}, not ${expected}`)
  })
  return faults
}

const lets = (who: Who, actor: string) => who !== 'services' && who.includes(actor)

it.concurrent.each(actors)('%s may call what the table says, and is refused everything else', async (actor) => {
  const token = tokens.get(actor)
  expect(await walk(({ who }) => ({ token, expected: lets(who, actor) ? 'let in' : 403 }))).toEqual([])
})

it('signed out, nothing answers', async () => {
  expect(await walk(() => ({ token: undefined, expected: 401 }))).toEqual([])
  expect(await walk(() => ({ token: 'no.token.atall', expected: 401 }))).toEqual([])
})

it('a service may call what is for services, and no person’s procedure', async () => {
  const asOwn = ({ service, who }: Target) => ({
    token: serviceTokens[service],
    expected: who === 'services' ? ('let in' as const) : 403,
  })
  expect(await walk(asOwn)).toEqual([])
})

it('a service’s token for one service opens no other', async () => {
  const elsewhere = ({ service }: Target) => ({
    token: serviceTokens[service === 'chat-service' ? 'auth-service' : 'chat-service'],
    expected: 401,
  })
  expect(await walk(elsewhere)).toEqual([])
})
