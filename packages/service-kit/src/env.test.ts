import { expect, it } from 'vitest'
import { parseEnv, portSchema, secretSchema, serviceEnvShape } from './env.js'

const shape = { ...serviceEnvShape, SOME_PORT: portSchema, SOME_SECRET: secretSchema }

it('reports every fault at once, by variable, and never a value', () => {
  const read = () => parseEnv(shape, { SOME_PORT: '99999', SOME_SECRET: 'hush', LOG_LEVEL: 'loud' })
  expect(read).toThrow(/SOME_PORT/)
  expect(read).toThrow(/SOME_SECRET: expected at least 32 characters/)
  expect(read).toThrow(/LOG_LEVEL/)
  expect(read).not.toThrow(/hush/)
})

it('says of a missing variable that it is missing, and has no default for a secret', () => {
  expect(() => parseEnv(shape, { SOME_PORT: '8001' })).toThrow(/SOME_SECRET: is missing/)
})

it('parses what is right, with the defaults of host and log level', () => {
  const env = parseEnv(shape, { SOME_PORT: '8001', SOME_SECRET: 's'.repeat(32) })
  expect(env).toEqual({ SOME_PORT: 8001, SOME_SECRET: 's'.repeat(32), BIND_HOST: '127.0.0.1', LOG_LEVEL: 'info' })
})
