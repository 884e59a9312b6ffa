import { useTranslations } from 'next-intl'
import { arrivalIcons } from './arrival-icons'
import { toneOf } from './arrival-state'
import type { RoadFacts, RoadSubscriber } from './road-facts'
import type { RoadWords } from './road-words'

/** Everything the road says, in words: for the drawing and for the list. */
export function useRoadWords({ directory, outbox, held, subscribers }: RoadFacts): RoadWords {
  const t = useTranslations('common')
  const { version: newest, people } = directory
  const directoryFact =
    newest !== undefined
      ? t('road.version', { version: newest })
      : people === undefined
        ? '…'
        : t('road.people', { count: people })

  const factsOf = ({ version, waiting, detail }: RoadSubscriber) =>
    [
      version === undefined ? null : version === null ? null : t('road.version', { version }),
      waiting ? t('road.waiting', { count: waiting }) : null,
      detail,
    ]
      .filter(Boolean)
      .join(' · ')

  const ends = subscribers.map((subscriber) => {
    const { name, state } = subscriber
    return {
      name,
      service: t(`services.${name}`),
      word: state ? t(`arrival.${state}`) : '…',
      facts: factsOf(subscriber),
      icon: state ? arrivalIcons[state] : null,
      tone: state ? toneOf[state] : ('grey' as const),
      hollow: state === 'unreachable',
    }
  })
  const outboxSentences =
    outbox === undefined
      ? []
      : [outbox === null ? t('road.list.outboxUnknown') : t('road.list.outbox', { count: outbox })]
  const outboxPill =
    outbox === undefined
      ? null
      : { text: outbox === null ? t('road.outboxUnknown') : t('road.outbox', { count: outbox }) }
  const heldPill = { text: t('arrival.held'), tone: toneOf.held, icon: arrivalIcons.held }
  return {
    title: t('road.title'),
    directory: t('road.directory'),
    directoryFact,
    pill: held ? heldPill : outboxPill,
    bus: t('road.bus'),
    ends,
    sentences: [
      t('road.list.directory', { fact: directoryFact }),
      ...(held ? [t('road.list.held')] : []),
      ...outboxSentences,
      ...ends.map(({ service, word, facts }) => t('road.list.subscriber', { service, state: word, facts })),
    ],
  }
}
