'use client'

import { Button, Group } from '@mantine/core'
import {
  IconArrowBackUp,
  IconKey,
  IconMailForward,
  IconUserCheck,
  IconUserOff,
  IconUserShield,
} from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Section } from '@/components/section'
import { TimeAgo } from '@/components/time-ago'
import { useIdleLoad } from '@/components/use-idle-load'
import { FieldValue } from '@/features/users/field-value'
import { isErased } from '@/features/users/is-erased'
import { loadUserDialogs, UserDialog } from '@/features/users/user-dialog'
import { stateOf } from '@/features/users/user-state'
import { useMay, useMe } from '@/frame/me-provider'
import type { User } from '@/trpc/routers'
import { ProfileFacts } from './profile-facts'

const looks = {
  link: IconMailForward,
  password: IconKey,
  role: IconUserShield,
  deactivate: IconUserOff,
  activate: IconUserCheck,
  restore: IconArrowBackUp,
}
type Deed = keyof typeof looks

/** What is usual for somebody in this state; the menu at the top has the rest. */
const deedsIn: Record<ReturnType<typeof stateOf>, readonly Deed[]> = {
  active: ['link', 'password', 'role', 'deactivate'],
  inactive: ['activate', 'password', 'role'],
  deleted: ['restore'],
}

/** Whether somebody can sign in, and what is done about that. */
export function AccountSection({ user }: { user: User }) {
  const t = useTranslations('users')
  const title = useTranslations('user')('account')
  const isOther = useMe().user.id !== user.id
  const mayAct = useMay('users.write') && isOther && !isErased(user)
  const [opened, setOpened] = useState<Deed | null>(null)
  useIdleLoad(loadUserDialogs)
  return (
    <Section title={title} padding="lg">
      <ProfileFacts
        facts={[
          [t('mustChangePassword'), <FieldValue key="must" field="" value={user.mustChangePassword} />],
          [t('columns.created'), <TimeAgo key="created" at={user.createdAt} />],
          [t('columns.changed'), <TimeAgo key="changed" at={user.updatedAt} />],
        ]}
      />
      {mayAct && (
        <Group gap="xs" mt="sm">
          {deedsIn[stateOf(user)].map((deed) => {
            const Icon = looks[deed]
            return (
              <Button
                key={deed}
                variant="default"
                size="compact-md"
                leftSection={<Icon size={16} aria-hidden />}
                onClick={() => setOpened(deed)}
              >
                {t(`actions.${deed}`)}
              </Button>
            )
          })}
        </Group>
      )}
      {opened && <UserDialog deed={opened} user={user} onClose={() => setOpened(null)} />}
    </Section>
  )
}
