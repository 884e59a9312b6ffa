import { IconMapOff } from '@tabler/icons-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import classes from './not-found.module.css'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common.notFound')
  return { title: t('title') }
}

/** In plain elements: every page's first load carries whatever this one needs. */
export default async function NotFound() {
  const t = await getTranslations('common.notFound')
  return (
    <main className={classes.page}>
      <IconMapOff size={32} className={classes.icon} aria-hidden />
      <h1 className={classes.title}>{t('title')}</h1>
      <p className={classes.text}>{t('text')}</p>
      <a href="/" className={classes.action}>
        {t('action')}
      </a>
    </main>
  )
}
