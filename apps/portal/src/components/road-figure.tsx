'use memo'

import classes from './road.module.css'
import { narrowRoad, RoadDrawing, wideRoad } from './road-drawing'
import type { RoadWords } from './road-words'

export interface RoadFigureProps {
  words: RoadWords
  /** Change it when something happened: the road lights up for a moment. */
  pulse?: number | string | undefined
}

/** A road, drawn; and the same facts as a list for screen readers. */
export function RoadFigure({ words, pulse }: RoadFigureProps) {
  return (
    <figure className={classes.road}>
      <figcaption className="rc-visually-hidden">{words.title}</figcaption>
      <div className={classes.wide} aria-hidden>
        <RoadDrawing layout={wideRoad} words={words} pulse={pulse} />
      </div>
      <div className={classes.narrow} aria-hidden>
        <RoadDrawing layout={narrowRoad} words={words} pulse={pulse} />
      </div>
      <ul className="rc-visually-hidden">
        {words.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </figure>
  )
}
