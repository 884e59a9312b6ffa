import type { Brake } from './read-hold'

type FieldName = keyof Pick<Brake, 'share' | 'count' | 'windowMinutes' | 'approvalDelayMinutes'>

/** What each setting may be; the share in percent. */
export const brakeFields = [
  { name: 'share', least: 0, most: 100 },
  { name: 'count', least: 0, most: 1_000_000 },
  { name: 'windowMinutes', least: 1, most: 1440 },
  { name: 'approvalDelayMinutes', least: 1, most: 1440 },
] as const satisfies { name: FieldName; least: number; most: number }[]

/** As typed: a field that is empty or half typed is a string. */
export type BrakeForm = Record<FieldName, number | string>

export function toBrakeForm({ share, count, windowMinutes, approvalDelayMinutes }: Brake): BrakeForm {
  return { share: Math.round(share * 1000) / 10, count, windowMinutes, approvalDelayMinutes }
}

/** The settings that were typed, or the fields that are wrong. */
export function readBrakeForm(form: BrakeForm): { settings: Record<FieldName, number> | null; wrong: FieldName[] } {
  const wrong = brakeFields
    .filter(({ name, least, most }) => {
      const value = form[name]
      const isWhole = name === 'share' || Number.isInteger(value)
      return typeof value !== 'number' || !isWhole || value < least || value > most
    })
    .map(({ name }) => name)
  if (wrong.length > 0) return { settings: null, wrong }
  const read = (name: FieldName) => Number(form[name])
  const settings = {
    share: read('share') / 100,
    count: read('count'),
    windowMinutes: read('windowMinutes'),
    approvalDelayMinutes: read('approvalDelayMinutes'),
  }
  return { settings, wrong }
}
