'use client'

import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { isErasedName } from '@/features/users/is-erased'
import { useMay } from '@/frame/me-provider'
import { knownAction } from './audit-actions'
import type { AuditItem } from './audit-queries'
import { readAbout, readWhere } from './read-about'

/** Who did what to whom, in a sentence; what was not done reads as tried. */
export function AuditSentence({ item }: { item: AuditItem }) {
  const t = useTranslations('audit')
  const { action, actor, outcome } = item
  const known = knownAction(action)
  const named = readAbout(item)
  // Whose erasure it tells has no name any more.
  const about = named && action === 'user.erased' && outcome === 'done' ? { ...named, name: t('actor.person') } : named
  const at = readWhere(item)
  const words = {
    who: () => <Actor actor={actor} />,
    whom: () => (about ? <Target target={about} /> : null),
    where: () => (at ? <Target target={at} /> : null),
    at: at ? 'service' : 'none',
    did: outcome === 'done' ? 'yes' : 'no',
    // What people do to themselves needs no name twice.
    target: about && about.id !== actor.id ? about.kind : 'none',
  }
  return known ? t.rich(`sentences.${known}`, words) : t.rich('unknownDeed', { ...words, action })
}

function Actor({ actor: { kind, id, name } }: Pick<AuditItem, 'actor'>) {
  const t = useTranslations('audit.actor')
  if (kind === 'user')
    return name === null ? t('formerUser') : <Person id={id} name={isErasedName(name) ? t('erased') : name} />
  if (kind === 'system' || kind === 'sql' || kind === 'unknown') return <strong>{t(kind)}</strong>
  return <strong>{name ?? id}</strong>
}

function Target({ target: { kind, id, name } }: { target: NonNullable<AuditItem['target']> }) {
  const t = useTranslations('audit.actor')
  const services = useTranslations('common.services')
  if (kind === 'subscriber' && id === 'outbox') return t('outbox')
  if (kind === 'user')
    return name === null ? t('ofFormerUser') : <Person id={id} name={isErasedName(name) ? t('ofErased') : name} />
  if (kind === 'subscriber' && (id === 'clinical' || id === 'chat')) return <strong>{services(id)}</strong>
  return <bdi>{name ?? id.slice(-12)}</bdi>
}

function Person({ id, name }: { id: string; name: string }) {
  const mayRead = useMay('users.read')
  if (!mayRead) return <bdi>{name}</bdi>
  return (
    <Anchor component={Link} href={`/users/${id}`} c="inherit" fw={600} underline="hover" inherit>
      <bdi>{name}</bdi>
    </Anchor>
  )
}
