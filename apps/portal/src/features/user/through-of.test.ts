import { expect, test } from 'vitest'
import { throughOf } from './through-of'

const id = '0192f000-0000-7000-8000-000000000001'

test.each([
  ['user', `console-${id}`, 'console'],
  ['user', `import-${id}`, 'import'],
  ['user', id, 'api'],
  ['service', `console-${id}`, 'service'],
  ['sql', id, 'sql'],
] as const)('a change by a %s in request %s came through %s', (kind, correlationId, through) => {
  expect(throughOf({ actor: { kind, id, name: null }, correlationId })).toBe(through)
})
