import { useTranslations } from 'next-intl'
import type { RoadFacts, RoadSubscriber } from './road-facts'

/** Everything the road says, in words: for the drawing and for the list. */
export function useRoadWords({ directory, outbox, subscribers }: RoadFacts) {
  const t = useTranslations('common')
  const directoryFact =
    directory.version === undefined
      ? t('road.people', { count: directory.people ?? 0 })
      : t('road.version', { version: directory.version })

  const factsOf = ({ version, waiting, detail }: RoadSubscriber) =>
    [
      version === undefined ? null : version === null ? null : t('road.version', { version }),
      waiting ? t('road.waiting', { count: waiting }) : null,
      detail,
    ]
      .filter(Boolean)
      .join(' · ')

  const ends = subscribers.map((subscriber) => ({
    name: subscriber.name,
    state: subscriber.state,
    service: t(`services.${subscriber.name}`),
    word: subscriber.state ? t(`arrival.${subscriber.state}`) : '…',
    facts: factsOf(subscriber),
  }))
  const outboxSentences =
    outbox === undefined
      ? []
      : [outbox === null ? t('road.list.outboxUnknown') : t('road.list.outbox', { count: outbox })]
  return {
    directory: t('road.directory'),
    directoryFact,
    outbox:
      outbox === undefined ? null : outbox === null ? t('road.outboxUnknown') : t('road.outbox', { count: outbox }),
    bus: t('road.bus'),
    ends,
    sentences: [
      t('road.list.directory', { fact: directoryFact }),
      ...outboxSentences,
      ...ends.map(({ service, word, facts }) => t('road.list.subscriber', { service, state: word, facts })),
    ],
  }
}
export type RoadWords = ReturnType<typeof useRoadWords>
