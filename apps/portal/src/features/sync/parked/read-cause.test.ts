import { expect, test } from 'vitest'
import { readCause } from './read-cause'

test.each([
  [
    'new row for relation "directory_user" violates check constraint "directory_user_last_name_check"',
    { kind: 'rule', detail: 'directory_user_last_name_check' },
  ],
  [
    'duplicate key value violates unique constraint "directory_user_email_key"',
    { kind: 'duplicate', detail: 'directory_user_email_key' },
  ],
  [
    'null value in column "email" of relation "directory_user" violates not-null constraint',
    { kind: 'missingValue', detail: 'email' },
  ],
  ['value too long for type character varying(40)', { kind: 'tooLong', detail: '' }],
  ['unsupported Unicode escape sequence', { kind: 'badText', detail: '' }],
  ["OOM command not allowed when used memory > 'maxmemory'.", { kind: 'full', detail: '' }],
  ['connect ECONNREFUSED 127.0.0.1:5432', { kind: 'away', detail: '' }],
  ['something nobody has seen before', { kind: 'other', detail: '' }],
])('an error of the store is told as its cause: %s', (error, cause) => {
  expect(readCause({ kind: 'refused', error })).toEqual(cause)
})

test('what is no event, or of a newer version, is told by its kind, whatever the error says', () => {
  const error = 'duplicate key value violates unique constraint "x"'
  expect(readCause({ kind: 'malformed', error }).kind).toBe('malformed')
  expect(readCause({ kind: 'unknown_version', error }).kind).toBe('unknownVersion')
  expect(readCause({ kind: 'no_event', error }).kind).toBe('noEvent')
})
