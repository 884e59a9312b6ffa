import type { Letter } from './letter'

/** What went wrong, told from the database's or the parser's words. `detail` is a name out of them. */
export interface Cause {
  kind:
    | 'malformed'
    | 'unknownVersion'
    | 'noEvent'
    | 'rule'
    | 'duplicate'
    | 'missingValue'
    | 'tooLong'
    | 'reference'
    | 'badText'
    | 'readOnly'
    | 'full'
    | 'away'
    | 'other'
  detail: string
}

const ofKind = { malformed: 'malformed', unknown_version: 'unknownVersion', no_event: 'noEvent' } as const

// PostgreSQL's messages in English, as the services' sessions are set to, and Redis's.
const patterns: [Cause['kind'], RegExp][] = [
  ['rule', /violates check constraint "([^"]+)"/],
  ['duplicate', /violates unique constraint "([^"]+)"/],
  ['missingValue', /null value in column "([^"]+)"/],
  ['reference', /violates foreign key constraint "([^"]+)"/],
  ['tooLong', /value too long/],
  ['badText', /invalid byte sequence|invalid input syntax|unsupported Unicode|\\u0000|out of range/],
  ['readOnly', /read-only|READONLY|permission denied/],
  ['full', /OOM|maxmemory|No space left|disk full/],
  ['away', /time(d )?out|ECONNREFUSED|ECONNRESET|[Cc]onnection|terminating|shutting down|Command timed out/],
]

/** The cause of a parked event as far as it can be told without a technician; `other` shows the error itself. */
export function readCause({ kind, error }: Pick<Letter, 'kind' | 'error'>): Cause {
  if (kind !== 'refused') return { kind: ofKind[kind], detail: '' }
  for (const [cause, pattern] of patterns) {
    const match = pattern.exec(error)
    if (match) return { kind: cause, detail: match[1] ?? '' }
  }
  return { kind: 'other', detail: '' }
}
