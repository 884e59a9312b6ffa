'use memo'

import classes from './road.module.css'
import type { RoadWords } from './road-words'

/** Where things stand, in pixels; text is 14 px where the drawing is shown at its own size. */
interface RoadLayout {
  width: number
  height: number
  directory: { x: number; y: number; labelX: number; labelY: number }
  trunk: string
  outbox: { x: number; y: number }
  bus: { x: number; y: number; labelX: number; labelY: number }
  /** From the bus to each subscriber, in order. */
  branches: { path: string; x: number; y: number }[]
}

export const wideRoad: RoadLayout = {
  width: 600,
  height: 128,
  directory: { x: 16, y: 64, labelX: 0, labelY: 34 },
  trunk: 'M26 64H246',
  outbox: { x: 150, y: 64 },
  bus: { x: 256, y: 64, labelX: 256, labelY: 40 },
  branches: [
    { path: 'M266 64C306 64 296 32 330 32H350', x: 350, y: 32 },
    { path: 'M266 64C306 64 296 96 330 96H350', x: 350, y: 96 },
  ],
}

export const narrowRoad: RoadLayout = {
  width: 300,
  height: 252,
  directory: { x: 16, y: 16, labelX: 34, labelY: 14 },
  trunk: 'M16 26V110',
  outbox: { x: 16, y: 72 },
  bus: { x: 16, y: 120, labelX: 34, labelY: 125 },
  branches: [
    { path: 'M16 130C16 176 16 172 46 172', x: 46, y: 172 },
    { path: 'M16 130C16 228 16 226 46 226', x: 46, y: 226 },
  ],
}

interface RoadDrawingProps {
  layout: RoadLayout
  words: RoadWords
  pulse: number | string | undefined
}

export function RoadDrawing({ layout, words, pulse }: RoadDrawingProps) {
  const { directory, bus } = layout
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      style={{ maxWidth: layout.width }}
      focusable="false"
    >
      <g key={pulse} className={pulse === undefined ? classes.lines : classes.pulsing}>
        <path d={layout.trunk} />
        {layout.branches.map((branch) => (
          <path key={branch.path} d={branch.path} />
        ))}
      </g>
      <circle className={classes.node} cx={directory.x} cy={directory.y} r={9} />
      <text x={directory.labelX} y={directory.labelY} className={classes.strong}>
        {words.directory}
      </text>
      <text
        x={directory.labelX}
        y={layout === wideRoad ? directory.y + 36 : directory.labelY + 18}
        className={classes.quiet}
      >
        {words.directoryFact}
      </text>
      {words.pill && <RoadPill pill={words.pill} layout={layout} />}
      <circle className={classes.bus} cx={bus.x} cy={bus.y} r={9} />
      <text
        x={bus.labelX}
        y={bus.labelY}
        textAnchor={layout === wideRoad ? 'middle' : 'start'}
        className={classes.quiet}
      >
        {words.bus}
      </text>
      {words.ends.map((end, index) => {
        const branch = layout.branches[index]
        return branch ? <RoadEnd key={end.name} end={end} x={branch.x} y={branch.y} /> : null
      })}
    </svg>
  )
}

const letterWidth = 7.4

/** What stands on the way to the bus: how much waits, how long it took, or what holds it. */
function RoadPill({ pill, layout }: { pill: NonNullable<RoadWords['pill']>; layout: RoadLayout }) {
  const { text, tone = 'grey', icon: Icon } = pill
  const { x, y } = layout.outbox
  const iconWidth = Icon ? 20 : 0
  const width = text.length * letterWidth + 24 + iconWidth
  const left = layout === wideRoad ? x - width / 2 : x - 10
  return (
    <g className={classes.pill} data-tone={tone}>
      <rect x={left} y={y - 13} width={width} height={26} rx={13} />
      {Icon && <Icon x={left + 10} y={y - 8} size={16} stroke={2.2} />}
      <text x={left + iconWidth + (width - iconWidth) / 2} y={y + 4.5} textAnchor="middle" className={classes.quiet}>
        {text}
      </text>
    </g>
  )
}

function RoadEnd({ end, x, y }: { end: RoadWords['ends'][number]; x: number; y: number }) {
  const { icon: Icon } = end
  return (
    <g className={classes.end} data-tone={end.tone}>
      <circle cx={x + 12} cy={y} r={12} data-hollow={end.hollow || undefined} />
      {Icon && <Icon x={x + 4} y={y - 8} size={16} stroke={2.2} />}
      <text x={x + 34} y={y - 3} className={classes.strong}>
        {end.service}
        <tspan dx={8} className={classes.word}>
          {end.word}
        </tspan>
      </text>
      <text x={x + 34} y={y + 15} className={classes.quiet}>
        {end.facts}
      </text>
    </g>
  )
}
