import { type ServiceName, serviceNames, serviceUrl } from '@/server/services'

export const dynamic = 'force-dynamic'

const timeoutMs = 2000

async function check(name: ServiceName) {
  const startedAt = performance.now()
  try {
    const answer = await fetch(`${serviceUrl(name)}/healthz`, {
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    })
    await answer.body?.cancel()
    const latencyMs = Math.round(performance.now() - startedAt)
    if (answer.ok) return { name, status: 'up', latencyMs }
    return { name, status: 'down', latencyMs, reason: `answered ${answer.status}` }
  } catch (error) {
    const reason =
      error instanceof Error && error.name === 'TimeoutError' ? `no answer in ${timeoutMs} ms` : 'no connection'
    return { name, status: 'down', reason }
  }
}

/** Whether the console can do its work: all three services answer. */
export async function GET() {
  const checks = await Promise.all(serviceNames.map(check))
  const ready = checks.every((entry) => entry.status === 'up')
  const services = Object.fromEntries(checks.map(({ name, ...rest }) => [name, rest]))
  return Response.json(
    { status: ready ? 'ready' : 'not_ready', services },
    { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}
