'use client'

import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { ErrorState } from '@/components/error-state'
import { useDirectory } from '@/trpc/contexts'
import classes from './import.module.css'
import { useImportParams } from './import-params'
import { refetchWhile } from './import-queries'
import { chooseStep, openSteps } from './import-step'
import { ImportSteps } from './import-steps'

const loading = () => <Skeleton h={320} />
const ColumnsStep = dynamic(() => import('./columns-step').then((module) => module.ColumnsStep), { loading })
const CheckStep = dynamic(() => import('./check-step').then((module) => module.CheckStep), { loading })
const ReportStep = dynamic(() => import('./report-step').then((module) => module.ReportStep), { loading })

/** One import in the step that the address asks for. */
export function OneImport({ id }: { id: string }) {
  const { params } = useImportParams()
  const query = useQuery(
    useDirectory().users.import.run.queryOptions({ id }, { refetchInterval: ({ state }) => refetchWhile(state.data) }),
  )
  const run = query.data
  const shown = run ? chooseStep(run.state, params.step) : (params.step ?? 'columns')
  return (
    <div className={classes.page}>
      <ImportSteps shown={shown} open={openSteps(run?.state)} id={id} />
      {query.isPending && <Skeleton h={320} />}
      {query.isError && !run && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {run && shown === 'columns' && <ColumnsStep run={run} />}
      {run && shown === 'check' && <CheckStep run={run} />}
      {run && shown === 'report' && <ReportStep run={run} />}
    </div>
  )
}
