import { type Logger, type LoggerOptions, pino } from 'pino'
import { serializeError } from './serialize-error.js'

export type { Logger }

const lineBreaking = /[\u007f-\u009f\u2028\u2029]/g

/**
 * JSON lines on stdout: one a call, whatever a value holds (JSON escapes line breaks, and the rest of what a terminal
 * might obey is escaped here). Tokens and passwords never pass, and of an error only what holds nobody's data.
 */
export function createLogger(options: {
  service: string
  level: string
  destination?: { write: (line: string) => unknown }
}): Logger {
  const settings: LoggerOptions = {
    level: options.level,
    base: { service: options.service },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'password',
        '*.password',
        'token',
        '*.token',
        'authorization',
        '*.authorization',
        'cookie',
        '*.cookie',
        'secret',
        '*.secret',
      ],
      censor: '[hidden]',
    },
    serializers: { err: (error: unknown) => serializeError(error) },
    hooks: { streamWrite: (line) => line.replace(lineBreaking, escapeCharacter) },
  }
  return options.destination ? pino(settings, options.destination) : pino(settings)
}

const escapeCharacter = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
