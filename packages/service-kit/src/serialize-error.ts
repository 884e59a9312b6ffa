// PostgreSQL's words for "this is no number, date, UUID …" quote what was given.
const quotedValue = /"(?:[^"]|"")*"/gs
const maxCauses = 4

export interface LoggedError {
  type: string
  message: string
  /** Of PostgreSQL, Node and others; what a constraint is called holds no value. */
  code?: string
  constraint?: string
  table?: string
  column?: string
  stack?: string
  cause?: LoggedError | string
}

/**
 * What the log keeps of a thrown value: a list of fields that hold no data of people. A driver's error has many more:
 * pg's `detail` is "Key (email)=(…) already exists", Prisma's message quotes the call with its arguments.
 */
export function serializeError(error: unknown, depth = 0): LoggedError | string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : `a thrown ${typeof error}`
  const message = safeMessage(error)
  return {
    type: error.name,
    message,
    ...textFields(error, ['code', 'constraint', 'table', 'column']),
    ...(error.stack === undefined ? {} : { stack: framesOf(error.stack) }),
    ...(error.cause === undefined || depth >= maxCauses ? {} : { cause: serializeError(error.cause, depth + 1) }),
  }
}

/** An error's message without the values that a database driver quotes in it. */
export function safeMessage(error: Error): string {
  if (error.name.startsWith('PrismaClient'))
    return error.message.trim().split('\n').at(-1)?.replaceAll(quotedValue, '"…"') ?? ''
  if ('severity' in error && 'code' in error && /^2[12]/.test(String(error.code))) {
    return error.message.replaceAll(quotedValue, '"…"')
  }
  return error.message
}

/** The stack begins with the message, which was dealt with. */
function framesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
}

function textFields(error: Error, names: readonly (keyof LoggedError)[]): Record<string, string> {
  const fields: Record<string, unknown> = { ...error }
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = fields[name]
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
}
