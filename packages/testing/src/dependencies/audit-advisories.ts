import { execFile } from 'node:child_process'
import { repositoryRoot } from '../test-servers.js'
import { type AuditVerdict, readAudit } from './read-audit.js'

const timeoutMs = 60_000
const args = ['audit', '--omit=dev', '--audit-level=high', '--json', '--fetch-retries=0', '--fetch-timeout=30000']

/** Asks the registry about known advisories of what production needs. Never takes longer than a minute. */
export function auditAdvisories(): Promise<AuditVerdict> {
  return new Promise((resolve) => {
    const options = { cwd: repositoryRoot, timeout: timeoutMs, killSignal: 'SIGKILL' as const, maxBuffer: 64 << 20 }
    const child = execFile('npm', args, options, (error, output) => {
      // npm also ends with 1 when it found something.
      const isLate = error?.killed === true
      resolve(readAudit(output, isLate ? `no answer within ${timeoutMs / 1000} s` : undefined))
    })
    child.stdin?.end()
  })
}
