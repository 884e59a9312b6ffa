import { expect, it } from 'vitest'
import { parseEnv } from './env.js'
import { eventKeysSchema, generateEventKey } from './event-keys.js'

const shape = { EVENT_KEYS: eventKeysSchema }
const read = (text: string | undefined) => parseEnv(shape, { EVENT_KEYS: text }).EVENT_KEYS
const faultOf = (text: string | undefined): string => {
  try {
    read(text)
    return ''
  } catch (error) {
    return String(error)
  }
}
const secret = () => generateEventKey('x').slice(2)

it('one key or several are taken, in their order, with blanks between them', () => {
  const keys = read(`${generateEventKey('2027-01')}, ${generateEventKey('2026-07')}`)
  expect(keys.map(({ id, key }) => [id, key.symmetricKeySize])).toEqual([
    ['2027-01', 32],
    ['2026-07', 32],
  ])
})

it('there is no default: without keys nothing starts', () => {
  expect(faultOf(undefined)).toContain('EVENT_KEYS: is missing')
})

it.each([
  ['an empty text', '', 'is missing'],
  ['a key without an id', secret(), 'key 1: expected id:key'],
  ['an id that could not stand in a log', `a b:${secret()}`, 'key 1: expected id:key'],
  ['a key that is too short', 'k1:c2hvcnQ=', 'key 1: expected 32 bytes in base64'],
  ['a key that is no base64', `k1:${'?'.repeat(44)}`, 'key 1: expected 32 bytes in base64'],
  ['a key of zeros', `k1:${Buffer.alloc(32).toString('base64')}`, 'key 1: is no random key'],
  ['two keys of one id', `k1:${secret()},k1:${secret()}`, 'key 2: has the id of a key before it'],
  ['a comma too many', `k1:${secret()},`, 'key 2: expected id:key'],
])('%s is refused with a sentence and without its value', (_, text, expected) => {
  const fault = faultOf(text)
  expect(fault).toContain(`EVENT_KEYS: ${expected}`)
  for (const part of text.split(/[,:]/).filter((part) => part.length > 6)) expect(fault).not.toContain(part)
})

it('every fault of several keys is reported at once', () => {
  expect(faultOf('k1:c2hvcnQ=,nothing')).toMatch(/key 1: .*\n?.*key 2: /s)
})
