'use client'

import { useFormatter } from 'next-intl'
import { ExactTime } from '@/components/exact-time'
import { FieldValue } from '../../users/field-value'

const moments = new Set(['updatedAt', 'createdAt', 'deletedAt', 'eventAt'])

/** A field as a subscriber or the directory keeps it; moments by the viewer's clock, the exact one on hover. */
export function KeptValue({ field, value }: { field: string; value: unknown }) {
  const format = useFormatter()
  const moment = moments.has(field) && typeof value === 'string' ? new Date(value) : null
  if (!moment || Number.isNaN(moment.getTime())) return <FieldValue field={field} value={value} />
  return <ExactTime at={moment}>{format.dateTime(moment, { dateStyle: 'medium', timeStyle: 'medium' })}</ExactTime>
}
