'use memo'

import { Text, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/link-button'
import classes from './overview.module.css'
import { type Finding, hrefOf } from './read-findings'
import { useFindingWords } from './use-finding-words'

export interface HeadlineProps {
  /** null until it is known. */
  findings: Finding[] | null
  people: number
}

/** The page's first line: a sentence, what to do, and where. */
export function Headline({ findings, people }: HeadlineProps) {
  const t = useTranslations('overview.headline')
  const wordsOf = useFindingWords()
  const [first] = findings ?? []
  const words = first && wordsOf(first)
  return (
    <header className={classes.headline}>
      <div>
        {/* How long somebody has waited: since the server drew it, its clock has counted on. */}
        <Title order={1} className={classes.sentence} suppressHydrationWarning>
          {words ? words.sentence : findings ? t('everyone') : t('looking')}
        </Title>
        <Text c="dimmed" mih={20}>
          {words ? words.advice : findings ? t('everyoneHint', { people }) : null}
        </Text>
      </div>
      <LinkButton href={first ? hrefOf(first) : '/sync'} variant={words ? 'filled' : 'default'}>
        {words ? words.action : t('action')}
      </LinkButton>
    </header>
  )
}
