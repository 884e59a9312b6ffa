import { expect, test } from 'vitest'
import { hasSessionCookie } from './session-cookie'

test.each([
  ['rollcall.session_token=abc', true],
  ['locale=fr; __Secure-rollcall.session_token=abc', true],
  ['rollcall.session_token=', false],
  ['locale=session_token', false],
  [null, false],
])('cookies %j: a session is %s', (header, expected) => {
  expect(hasSessionCookie(header)).toBe(expected)
})
