import { Writable } from 'node:stream'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { createLogger } from './logger.js'

const marks = 'Zanele\r\n{"level":"fatal"}\u001b[31m\u0085\u2028'

/** The lines that `write` makes. */
function linesOf(write: (logger: ReturnType<typeof createLogger>) => void): string[] {
  let text = ''
  const destination = new Writable({
    write: (chunk, _, done) => {
      text += chunk
      done()
    },
  })
  write(createLogger({ service: 'test', level: 'trace', destination }))
  expect(text.endsWith('\n')).toBe(true)
  return text.slice(0, -1).split(/\r|\n|\u2028|\u2029|\u0085/)
}

/** As pg makes it of the server's answer. */
function databaseError(fields: Partial<pg.DatabaseError>): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError(fields.message ?? '', 0, 'error'), { severity: 'ERROR', ...fields })
}

describe('a log line', () => {
  it('is one line of JSON, whatever a value holds', () => {
    const lines = linesOf((logger) => logger.info({ name: marks, nested: { name: marks } }, marks))
    expect(lines).toHaveLength(1)
    expect(lines[0]).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', service: 'test', name: marks, msg: marks })
  })

  it('is one line of JSON when an error holds line breaks', () => {
    const lines = linesOf((logger) => logger.error({ err: new Error(marks) }, 'failed'))
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '').err).toMatchObject({ type: 'Error', message: marks })
  })

  it('holds no password, token, cookie or secret', () => {
    const hidden = { password: 'p1', token: 't1', cookie: 'c1', authorization: 'a1', secret: 's1' }
    const [line] = linesOf((logger) => logger.info({ ...hidden, headers: hidden }, 'asked'))
    expect(line).not.toMatch(/"[ptcas]1"/)
  })
})

describe('an error in the log', () => {
  it('of PostgreSQL names code, table and constraint, and nothing of the row', () => {
    const error = databaseError({
      ...{ message: 'duplicate key value violates unique constraint "user_email_key"', code: '23505' },
      ...{ detail: 'Key (email)=(zanele@example.org) already exists.', where: 'COPY user, line 1: "Zanele"' },
      ...{ table: 'user', constraint: 'user_email_key', hint: 'Zanele', internalQuery: "SELECT 'Zanele'" },
    })
    const parameters = ['Zanele']
    const [line] = linesOf((logger) => logger.error({ err: Object.assign(error, { parameters }) }, 'failed'))
    expect(line).not.toMatch(/zanele/i)
    expect(JSON.parse(line ?? '').err).toMatchObject({ code: '23505', table: 'user', constraint: 'user_email_key' })
  })

  it('of PostgreSQL does not quote the value that it could not read', () => {
    const error = databaseError({ message: 'invalid input syntax for type uuid: "Zan"ele"', code: '22P02' })
    const [line] = linesOf((logger) => logger.error({ err: new Error('outer', { cause: error }) }, 'failed'))
    expect(line).not.toMatch(/zan|ele"/i)
    expect(JSON.parse(line ?? '').err.cause.message).toMatch(/^invalid input syntax for type uuid/)
  })

  it('of Prisma keeps what went wrong and not the call with its arguments', () => {
    const message =
      '\nInvalid `db.user.create()` invocation:\n{ email: "zanele@example.org" }\n\nUnique constraint failed'
    const error = Object.assign(new Error(message), {
      name: 'PrismaClientKnownRequestError',
      meta: { email: 'zanele@x' },
    })
    const [line] = linesOf((logger) => logger.error({ err: error }, 'failed'))
    expect(line).not.toMatch(/zanele/i)
    expect(JSON.parse(line ?? '').err.message).toBe('Unique constraint failed')
  })

  it('keeps where it was thrown, and ends with a chain of causes that bites its tail', () => {
    const error = new Error('first')
    error.cause = error
    const [line] = linesOf((logger) => logger.error({ err: error }, 'failed'))
    expect(JSON.parse(line ?? '').err.stack).toContain('logger.test.ts')
  })

  it('is passed on as it is when it is a text already', () => {
    const [line] = linesOf((logger) => logger.warn({ err: 'the bus is away' }, 'failed'))
    expect(JSON.parse(line ?? '').err).toBe('the bus is away')
  })
})
