import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rawRequest, send, sendRaw } from './support/requests.js'
import { openWorld, type World } from './support/world.js'

let world: World
/** A name that only the directory knows. */
const secret = 'Mukwashanyoro'
beforeAll(async () => {
  world = await openWorld()
  await world.add({ lastName: secret })
})
afterAll(() => world.close())

describe('the console without a cookie', () => {
  it.each([
    'middleware',
    'src/middleware',
    'src/proxy:src/proxy:src/proxy:src/proxy:src/proxy',
    'middleware:middleware:middleware:middleware:middleware',
    'src/middleware:src/middleware:src/middleware:src/middleware:src/middleware',
  ])('x-middleware-subrequest: %s opens no page and no procedure', async (value) => {
    const headers = { 'x-middleware-subrequest': value, 'x-rollcall-path': '/sign-in', 'x-nonce': 'mine' }
    for (const path of ['/', '/users', '/users?search=Muk', '/sync', '/settings', '/appointments', '/audit']) {
      const page = await world.console.send(path, { headers })
      expect([path, page.status, page.headers.get('location')]).toEqual([
        path,
        307,
        expect.stringMatching(/^(http:\/\/[\w.]+:\d+)?\/sign-in/),
      ])
      expect(page.text).not.toContain(secret)
    }
    const list = await world.console.send('/api/trpc/directory/users.list', { headers })
    expect([list.status, list.text.includes(secret)]).toEqual([401, false])
  })

  it.each(['rollcall.session_token=x', 'rollcall.session_token=x.y', 'session_token=admin', 'x_session_token=1'])(
    'an invented cookie %s shows nothing',
    async (cookie) => {
      for (const path of ['/', '/users', '/sync']) {
        const page = await world.console.send(path, { headers: { cookie } })
        expect(page.status).toBeLessThan(400)
        expect(page.text).not.toMatch(new RegExp(`${secret}|@rollcall\\.test`))
      }
      expect((await world.console.query('authService', 'users.list', {}, cookie)).status).toBe(401)
    },
  )

  it.each([
    'GET /api/auth/token',
    'GET /api/auth/jwks',
    'POST /api/auth/service-token',
    'POST /api/auth/sign-up/email',
    'POST /api/auth/update-user',
    'GET /api/auth/list-sessions',
    'GET /api/trpc/metrics',
    'GET /api/trpc/nobody/users.list',
    'GET /metrics',
    'GET /.env',
  ])('there is no %s', async (line) => {
    const [method = '', path = ''] = line.split(' ')
    const reply = await world.console.send(path, {
      method,
      headers: { origin: world.console.url, 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: '{}' } : {}),
    })
    expect([307, 404]).toContain(reply.status)
    expect(reply.text).not.toMatch(/"keys"|"token"|process_cpu|SECRET/)
  })
})

describe('paths that climb', () => {
  it.each([
    '/api/auth/../../auth/jwks',
    '/api/auth/sign-in/../jwks',
    '/api/auth/sign-in%2f..%2fjwks',
    '/api/auth/%2e%2e/%2e%2e/metrics',
    '/api/trpc/directory/../../../metrics',
    '/api/trpc/directory/..%2f..%2fmetrics',
    '/api/trpc/directory/%2e%2e/auth/jwks',
    '/api/trpc/directory/..;/..;/auth/jwks',
    '/api/trpc/directory/users.list%00',
    '/api/trpc/..%2fdirectory/users.list',
    '/_next/../../../../../../etc/passwd',
    '/_next/static/..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
    '/_next/image?url=http%3A%2F%2F127.0.0.1%2Fmetrics&w=64&q=75',
    '/..%5c..%5cetc%5cpasswd',
    '//etc/passwd',
  ])('%s leads nowhere', async (path) => {
    const { status, text } = await sendRaw(world.console.url, rawRequest(`GET ${path}`))
    expect(status).toBeGreaterThanOrEqual(300)
    expect(status).toBeLessThan(500)
    expect(text).not.toMatch(/root:|"keys"|process_cpu|node_modules|\bat \//)
  })

  it('a request that names another server as its target reaches none', async () => {
    const { status, text } = await sendRaw(
      world.console.url,
      rawRequest(`GET ${world.stack.authService.url}/metrics`, { Host: new URL(world.stack.authService.url).host }),
    )
    expect(status).toBeLessThan(500)
    expect(text).not.toContain('process_cpu')
  })
})

describe('where the console sends people', () => {
  it.each(['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)', '/\t/evil.example'])(
    'after the sign-in to no other site, though ?next=%j asks for it',
    async (next) => {
      const { cookie } = await world.signIn(await world.add())
      const page = await world.console.send(`/sign-in?next=${encodeURIComponent(next)}`, { headers: { cookie } })
      const location = page.headers.get('location')
      if (location) expect(new URL(location, world.console.url).origin).toBe(world.console.url)
      // Neither a refresh nor a value for the form's script.
      expect(page.text).not.toMatch(/http-equiv="refresh"[^>]*evil/i)
      expect(page.text).not.toMatch(/\\"next\\":\\"[^"]*(evil|javascript:)/)
    },
  )

  it('a path that looks like a host stays a path', async () => {
    for (const path of ['//evil.example/', '/\\evil.example/', '///evil.example/%2e%2e']) {
      const { text } = await sendRaw(world.console.url, rawRequest(`GET ${path}`))
      const location = /^location: (.*)$/im.exec(text)?.[1]?.trim()
      if (location) expect(new URL(location, world.console.url).hostname).toBe('localhost')
    }
  })

  it('an invented host is no address to be sent to', async () => {
    const inventions: Record<string, string>[] = [
      { Host: 'evil.example' },
      { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' },
    ]
    for (const headers of inventions) {
      const { text } = await sendRaw(world.console.url, rawRequest('GET /users', headers))
      expect(/^location: (.*)$/im.exec(text)?.[1] ?? '').not.toContain('evil.example')
    }
  })
})

describe('what pages and cookies carry', () => {
  it('each page has a policy with a nonce of its own, which every script of it bears', async () => {
    const nonces = new Set<string>()
    for (let visit = 0; visit < 3; visit++) {
      const page = await world.console.send('/sign-in')
      const policy = page.headers.get('content-security-policy') ?? ''
      const nonce = /script-src [^;]*'nonce-([\w+/=]{20,})'/.exec(policy)?.[1] ?? ''
      expect(policy).toMatch(/default-src 'self'.*object-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/)
      expect(/script-src ([^;]*)/.exec(policy)?.[1]).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/)
      const scripts = page.text.match(/<script\b[^>]*>/g) ?? []
      expect(scripts.length).toBeGreaterThan(0)
      for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(3)
  })

  it.each(['/sign-in', '/users', '/api/trpc/directory/users.list', '/api/auth/get-session'])(
    '%s comes with the headers that browsers obey',
    async (path) => {
      const { headers } = await world.console.send(path)
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': expect.stringMatching(/same-origin|no-referrer/),
        'cross-origin-opener-policy': 'same-origin',
      })
      expect([headers.get('x-powered-by'), headers.get('access-control-allow-origin')]).toEqual([null, null])
    },
  )

  it('what services answer is neither stored nor guessed at, nor open to other sites', async () => {
    for (const service of ['authService', 'userService', 'chatService'] as const) {
      const reply = await send(world.services.url(service, '/trpc/users.list'), {
        headers: { origin: 'https://evil.example' },
      })
      const { headers } = reply
      expect([headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual(['nosniff', 'no-store'])
      expect(headers.get('access-control-allow-origin')).toBeNull()
      const preflight = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
      const asked = await world.services.send(service, '/trpc/users.create', { method: 'OPTIONS', headers: preflight })
      expect([asked.status >= 400, asked.headers.get('access-control-allow-methods')]).toEqual([true, null])
    }
  })

  it('a session’s cookie is out of reach of scripts and of other sites', async () => {
    const person = await world.add()
    const reply = await world.console.send('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: world.console.url },
      body: JSON.stringify({ email: person.email, password: 'seven quiet herons 42' }),
    })
    expect(reply.status).toBe(200)
    const sessions = reply.cookies.filter((line) => line.includes('session_token'))
    expect(sessions).toHaveLength(1)
    for (const line of reply.cookies) {
      expect(line).toMatch(/; HttpOnly/i)
      expect(line).toMatch(/; SameSite=(Lax|Strict)/i)
      expect(line).not.toMatch(/; Domain=/i)
    }
    expect(reply.text).not.toMatch(/"token":"[^"]/)
  })
})
