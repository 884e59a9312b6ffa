'use client'

import { createParser, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { isUserId } from '@/features/cache/is-user-id'
import { stepNames } from './import-step'
import { rowKinds } from './row-kinds'

const parseAsId = createParser({ parse: (text) => (isUserId(text) ? text : null), serialize: (id: string) => id })

const parsers = {
  /** The import that is looked at; without one, a file is chosen. */
  id: parseAsId,
  step: parseAsStringLiteral(stepNames),
  /** Which rows are shown. */
  rows: parseAsStringLiteral(rowKinds),
  /** The cursor of the page; opaque, the service's. */
  after: parseAsString,
  page: parseAsInteger.withDefault(1),
}

/** The wizard as the address says it: Back, reload and a second tab show the same step. */
export function useImportParams() {
  const [params, setParams] = useQueryStates(parsers, { history: 'push' })
  return { params, setParams }
}
