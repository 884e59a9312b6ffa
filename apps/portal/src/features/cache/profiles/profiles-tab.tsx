import { Stack } from '@mantine/core'
import { LookUp } from './look-up'
import { VerifySection } from './verify-section'

/** What the cache holds: of one person, and of everyone against the directory. */
export function ProfilesTab({ totalCached }: { totalCached: number | null }) {
  return (
    <Stack gap="md">
      <LookUp />
      <VerifySection totalCached={totalCached} />
    </Stack>
  )
}
