import type { ChatOut } from '@/trpc/routers'

export type PrewarmRun = ChatOut['cache']['prewarm']['runs']['items'][number]
export type PrewarmOptions = ChatOut['cache']['prewarm']['runs']['defaults']
type FieldName = keyof PrewarmOptions

/** What each option may be, as the service says. */
export const prewarmFields = [
  { name: 'daysBack', least: 1, most: 365 },
  { name: 'maxUsers', least: 1, most: 1_000_000 },
  { name: 'batchSize', least: 1, most: 500 },
  { name: 'delayBetweenBatches', least: 0, most: 60_000 },
] as const satisfies { name: FieldName; least: number; most: number }[]

/** As typed: a field that is empty or half typed is a string. */
export type PrewarmForm = Record<FieldName, number | string>

/** The options that were typed, or the fields that are wrong. */
export function readPrewarmForm(form: PrewarmForm): { options: PrewarmOptions | null; wrong: FieldName[] } {
  const wrong = prewarmFields
    .filter(({ name, least, most }) => {
      const value = form[name]
      return typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most
    })
    .map(({ name }) => name)
  if (wrong.length > 0) return { options: null, wrong }
  const read = (name: FieldName) => Number(form[name])
  const options = {
    daysBack: read('daysBack'),
    maxUsers: read('maxUsers'),
    batchSize: read('batchSize'),
    delayBetweenBatches: read('delayBetweenBatches'),
  }
  return { options, wrong }
}

/** While a run goes on, it is asked after all the time; else now and then, for one that somebody else starts. */
export function prewarmAskAgainMs(runs: readonly Pick<PrewarmRun, 'state'>[]): number {
  return runs.some(({ state }) => state === 'running') ? 700 : 10_000
}

/** A run that nobody does at the moment is shown as such. */
export const shownState = ({ state, interrupted }: Pick<PrewarmRun, 'state' | 'interrupted'>) =>
  state === 'running' && interrupted ? 'interrupted' : state
