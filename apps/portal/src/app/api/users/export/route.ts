import type { NextRequest } from 'next/server'
import { passExport } from '@/server/pass-export'

export const dynamic = 'force-dynamic'

/** The people of a list as CSV, by its filter and in its order. */
export const GET = (request: NextRequest): Promise<Response> =>
  passExport(request, {
    path: '/users/export',
    keys: ['search', 'roles', 'state', 'ministeres', 'sync', 'sort', 'order', 'columns'],
    refusal: 'Open the console to export people.',
  })
