import type { NextRequest } from 'next/server'
import { passExport } from '@/server/pass-export'

export const dynamic = 'force-dynamic'

const path = '/users/export'
const refusal = 'Open the console to export people.'
const keys = ['search', 'roles', 'state', 'ministeres', 'sync', 'changedSince', 'sort', 'order', 'columns']

/** The people of a list as CSV, by its filter and in its order. */
export const GET = (request: NextRequest): Promise<Response> => passExport(request, { path, keys, refusal })

/** The people who were chosen there, who are more than an address has room for. */
export const POST = (request: NextRequest): Promise<Response> => passExport(request, { path, keys: [], refusal })
