import { Paper, Stack, Text, Title } from '@mantine/core'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { PageHeader } from '@/components/page-header'
import { useMay, useMe } from '@/frame/me-provider'
import { navItems } from '@/frame/nav-items'
import classes from './overview.module.css'

// Of the calendar's weight, which those who see the road don't carry.
const NextAppointments = dynamic(() => import('./next-appointments').then((part) => part.NextAppointments))

/** The overview of people whose role doesn't show the road: what they may open. */
export function OpenPages() {
  const t = useTranslations('overview.pages')
  const frame = useTranslations('frame.nav')
  const roles = useTranslations('common.roles')
  const me = useMe()
  const { user, organisation } = me
  const haveAppointments = useMay('appointments.read', 'appointments.own')
  return (
    <>
      <PageHeader
        title={t('title', { name: user.firstName })}
        description={t('description', { role: roles(user.role), organisation: organisation.name })}
      />
      <Stack gap="lg">
        {haveAppointments && <NextAppointments />}
        <ul className={classes.pages}>
          {navItems(me)
            .filter(({ key }) => key !== 'overview')
            .map(({ key, href, icon: Icon }) => (
              <li key={key}>
                <Paper component={Link} href={href} className={classes.page}>
                  <Icon size={24} stroke={1.7} aria-hidden />
                  <div>
                    <Title order={2}>{frame(key)}</Title>
                    <Text c="dimmed">{t(`about.${key}`)}</Text>
                  </div>
                </Paper>
              </li>
            ))}
        </ul>
      </Stack>
    </>
  )
}
