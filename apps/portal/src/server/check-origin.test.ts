import { expect, test } from 'vitest'
import { checkOrigin } from './check-origin'
import { RequestFailure } from './failure'

const request = (method: string, origin?: string) =>
  new Request('http://console.test:3100/api', {
    method,
    headers: { host: 'console.test:3100', ...(origin === undefined ? {} : { origin }) },
  })

test('a page of the console may write, and anyone may read', () => {
  expect(() => checkOrigin(request('POST', 'http://console.test:3100'))).not.toThrow()
  expect(() => checkOrigin(request('GET', 'https://evil.test'))).not.toThrow()
})

test.each([undefined, 'null', 'https://evil.test', 'http://console.test', 'http://console.test:3100.evil.test'])(
  'origin %j may not write',
  (origin) => {
    expect(() => checkOrigin(request('POST', origin))).toThrow(RequestFailure)
  },
)
