import { expect, it } from 'vitest'
import { readAudit } from './read-audit.js'

const report = (...levels: string[]) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(
      levels.map((severity, index) => [
        `package-${index}`,
        { severity, via: ['another', { title: 'Prototype pollution', url: 'https://example.org' }] },
      ]),
    ),
  })

it('a high or critical advisory fails, and is named', () => {
  expect(readAudit(report('low', 'high', 'critical'))).toEqual({
    passed: false,
    lines: [
      'Advisories: 2 of level high or critical in what production needs (1 of lower levels).',
      '  package-1 (high): through another; Prototype pollution',
      '  package-2 (critical): through another; Prototype pollution',
    ],
  })
})

it('lower ones are counted and pass, and so does nothing at all', () => {
  const [line] = readAudit(report('low', 'moderate', 'info')).lines
  expect(line).toBe('Advisories: none of level high or critical in what production needs (3 of lower levels).')
  expect(readAudit(report()).passed).toBe(true)
})

it.each([
  ['a refusal', '{"message":"405 Method Not Allowed\\nmore"}', undefined, '405 Method Not Allowed'],
  ['a proxy page', '<html>', undefined, 'no report came back'],
  ['nothing in time', '', 'no answer within 60 s', 'no answer within 60 s'],
])('%s of the registry is told in one line and passes', (_, output, failure, reason) => {
  const lines = [`Advisories: not checked, since the registry does not answer (${reason}).`]
  expect(readAudit(output, failure)).toEqual({ passed: true, lines })
})
