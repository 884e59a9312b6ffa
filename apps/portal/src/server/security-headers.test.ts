import { expect, test } from 'vitest'
import { contentSecurityPolicy, transportSecurity } from './security-headers'

test('no script and no style element runs without the nonce of its page', () => {
  const policy = contentSecurityPolicy('abc', false)
  const directives = new Map(policy.split('; ').map((line) => [line.split(' ')[0], line]))
  expect(directives.get('script-src')).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'")
  expect(directives.get('style-src-elem')).toBe("style-src-elem 'self' 'nonce-abc'")
  for (const [name, line] of directives) {
    if (name !== 'style-src-attr') expect(line).not.toContain('unsafe')
  }
  for (const name of ['object-src', 'base-uri', 'frame-ancestors']) expect(directives.get(name)).toBe(`${name} 'none'`)
})

test.each([
  [['https://console.test'], 'max-age=31536000'],
  [['https://console.test', 'https://other.test'], 'max-age=31536000'],
  [['https://console.test', 'http://localhost:3100'], undefined],
  [['http://localhost:3100'], undefined],
  [[], undefined],
  [undefined, undefined],
])('a console at %j tells browsers %j about https', (urls, expected) => {
  expect(transportSecurity(urls)).toBe(expected)
})
