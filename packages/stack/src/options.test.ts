import { expect, test } from 'vitest'
import { parseOptions } from './options.js'

test('without arguments everything starts on the usual ports', () => {
  const options = parseOptions([], {})
  expect(options).toMatchObject({ command: 'start', restart: true, demo: true })
  expect(options.appPorts).toEqual({ portal: 3100, authService: 8001, userService: 8002, chatService: 8003 })
})

test('--port-base numbers the four apps, and wins over the variables', () => {
  const options = parseOptions(['start', '--port-base', '4100', '--no-restart'], { PORTAL_PORT: '9' })
  expect(options.appPorts).toEqual({ portal: 4100, authService: 4101, userService: 4102, chatService: 4103 })
  expect(options.restart).toBe(false)
})

test('verify-audit may look for a hash that was kept', () => {
  expect(parseOptions(['verify-audit', '--contains', 'ab12'], {})).toMatchObject({
    ...{ command: 'verify-audit', contains: 'ab12' },
  })
})

test('port variables count one by one', () => {
  expect(parseOptions([], { CHAT_SERVICE_PORT: '9003' }).appPorts).toMatchObject({ portal: 3100, chatService: 9003 })
})

test('a relative data folder is meant from where the person stood', () => {
  expect(parseOptions(['start', '--data-dir', 'mine'], { INIT_CWD: '/home/someone' }).dataDir).toBe(
    '/home/someone/mine',
  )
})

test.each([
  [['fly'], 'There is no command "fly"'],
  [['start', '--port-base', 'abc'], '--port-base must be a whole number from 1024 to 65532, not "abc"'],
  [['seed'], 'How many users?'],
  [['seed', '--users', '0'], '--users must be a whole number from 1 to 300000'],
  [['seed', '--users', '300001'], '--users must be a whole number from 1 to 300000'],
  [['start', '--fast'], "Unknown option '--fast'"],
])('%j gets a sentence', (argv, sentence) => {
  expect(() => parseOptions(argv, {})).toThrow(sentence)
})

test('a bad port variable is named', () => {
  expect(() => parseOptions([], { PORTAL_PORT: '70000' })).toThrow('PORTAL_PORT must be a whole number')
})
