'use client'

import { useTranslations } from 'next-intl'
import classes from './road.module.css'
import { narrowRoad, RoadDrawing, wideRoad } from './road-drawing'
import type { RoadFacts } from './road-facts'
import { useRoadWords } from './use-road-words'

/** The console's signature: where changes are, drawn; and the same facts as a list for screen readers. */
export function Road(facts: RoadFacts) {
  const t = useTranslations('common.road')
  const words = useRoadWords(facts)
  return (
    <figure className={classes.road}>
      <figcaption className="rc-visually-hidden">{t('title')}</figcaption>
      <div className={classes.wide} aria-hidden>
        <RoadDrawing layout={wideRoad} facts={facts} words={words} />
      </div>
      <div className={classes.narrow} aria-hidden>
        <RoadDrawing layout={narrowRoad} facts={facts} words={words} />
      </div>
      <ul className="rc-visually-hidden">
        {words.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </figure>
  )
}
