export const dynamic = 'force-dynamic'

/** Alive; asks nobody. */
export function GET() {
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } })
}
