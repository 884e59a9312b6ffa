import type { NextRequest } from 'next/server'
import { passExport } from '@/server/pass-export'

export const dynamic = 'force-dynamic'

/** The trail as CSV. */
export const GET = (request: NextRequest): Promise<Response> =>
  passExport(request, {
    path: '/audit/export',
    keys: ['search', 'actions', 'actorId', 'targetId', 'correlationId', 'from', 'to'],
    refusal: 'Open the console to export the audit trail.',
  })
