import { expect, test } from 'vitest'
import { checkContentType } from './check-content-type'
import { RequestFailure } from './failure'

const request = (method: string, type?: string, body?: BodyInit) =>
  new Request('http://console.test/api', {
    method,
    ...(body && { body }),
    ...(type && { headers: { 'content-type': type } }),
  })

test('JSON may be written, nothing needs no type, and reading has none', () => {
  for (const type of ['application/json', 'Application/JSON; charset=utf-8']) {
    expect(() => checkContentType(request('POST', type, '{}'))).not.toThrow()
  }
  expect(() => checkContentType(request('POST'))).not.toThrow()
  expect(() => checkContentType(request('GET', 'text/plain'))).not.toThrow()
})

test.each([
  ['multipart/form-data; boundary=x', 'x'],
  ['multipart/form-data; boundary=x', undefined],
  ['application/x-www-form-urlencoded', 'a=b'],
  ['text/plain', '{}'],
  ['text/plain; application/json', '{}'],
  ['application/json-seq', '{}'],
])('%s is refused', (type, body) => {
  expect(() => checkContentType(request('POST', type, body))).toThrow(RequestFailure)
})

test('a body without a type is refused', () => {
  expect(() => checkContentType(request('POST', undefined, new Uint8Array([1])))).toThrow(RequestFailure)
})
