import { Center, Paper, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { EntrySwitches } from '@/features/sign-in/entry-switches'
import { Logo } from '@/frame/logo'

/** Pages before the console: nothing but one form. */
export default function EntryLayout({ children }: { children: ReactNode }) {
  return (
    <Center mih="100dvh" p="md" component="main">
      <Stack w="100%" maw={400} gap="md">
        <Logo size={40} />
        <Paper p="lg" component="section">
          {children}
        </Paper>
        <EntrySwitches />
      </Stack>
    </Center>
  )
}
