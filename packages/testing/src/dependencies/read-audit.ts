import { z } from 'zod'

/** From this level on the build fails; what is lower is counted. */
export const failingLevels = ['high', 'critical'] as const

const reportSchema = z.object({
  auditReportVersion: z.number(),
  vulnerabilities: z.record(
    z.string(),
    z.object({ severity: z.string(), via: z.array(z.union([z.string(), z.object({ title: z.string() })])) }),
  ),
})
const refusalSchema = z.object({ message: z.string() })

export interface AuditVerdict {
  passed: boolean
  /** For people: one line, and one more for each finding that fails. */
  lines: string[]
}

/** What the output of `npm audit --json` means. A registry that doesn't answer the question is told, and passes. */
export function readAudit(output: string, failure?: string): AuditVerdict {
  const json = parse(output)
  const report = reportSchema.safeParse(json)
  if (!report.success) {
    const reason = failure ?? refusalSchema.safeParse(json).data?.message ?? 'no report came back'
    return {
      passed: true,
      lines: [`Advisories: not checked, since the registry does not answer (${reason.split('\n')[0]}).`],
    }
  }
  const findings = Object.entries(report.data.vulnerabilities)
  const failing = findings.filter(([, { severity }]) => failingLevels.some((level) => level === severity))
  const lower = findings.length - failing.length
  const summary = `of level ${failingLevels.join(' or ')} in what production needs (${lower} of lower levels)`
  return {
    passed: failing.length === 0,
    lines: [
      `Advisories: ${failing.length === 0 ? 'none' : failing.length} ${summary}.`,
      ...failing.map(([name, { severity, via }]) => {
        const titles = via.map((cause) => (typeof cause === 'string' ? `through ${cause}` : cause.title))
        return `  ${name} (${severity}): ${titles.join('; ')}`
      }),
    ],
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
