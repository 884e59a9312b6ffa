import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import type { Repair, ServiceName } from './use-repair'
import classes from './user.module.css'

const names: readonly ServiceName[] = ['clinical', 'chat']

/** What bringing a person up to date has done, for each subscriber. */
export function RepairOutcomes({ repair }: { repair: Repair }) {
  const t = useTranslations('user.repair')
  const services = useTranslations('common.services')
  const told = names.flatMap((name) => {
    const outcome = repair.outcomeOf(name)
    return outcome ? [{ name, ...outcome }] : []
  })
  return (
    <>
      <div role="status">
        {told.length > 0 && (
          <ul className={classes.outcomes}>
            {told.map(({ name, outcome, version }) => (
              <li key={name}>{t(`outcome.${outcome}`, { service: services(name), version: version ?? 0 })}</li>
            ))}
          </ul>
        )}
      </div>
      {names.map((name) => {
        const error = repair.errorOf(name)
        return error ? <ErrorState key={name} error={error} title={t('failed', { service: services(name) })} /> : null
      })}
    </>
  )
}
