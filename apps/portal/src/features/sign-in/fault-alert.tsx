import { Alert } from '@mantine/core'

/** What is wrong with a form as a whole; read out when it appears. */
export function FaultAlert({ fault }: { fault: string | null | undefined }) {
  if (!fault) return null
  return (
    <Alert role="alert" color="red" variant="outline">
      {fault}
    </Alert>
  )
}
