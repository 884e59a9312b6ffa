/** What one fault did. */
export interface ScenarioResult {
  name: string
  fault: string
  acknowledged: number
  lost: number
  unexpected: number
  /** Deliveries that came again or too late, and changed nothing. */
  doubled: number
  /** From the end of the fault until all stores were equal and all services ready; null: not within the limit. */
  healSeconds: number | null
  /** The whole scenario. */
  seconds: number
  /** Figures of its own. */
  notes: string[]
  /** What was wrong, a sentence each. */
  problems: string[]
}

export const hasPassed = ({ lost, unexpected, healSeconds }: ScenarioResult): boolean =>
  lost === 0 && unexpected === 0 && healSeconds !== null

const columns: { title: string; cell: (result: ScenarioResult) => string; right?: boolean }[] = [
  { title: 'scenario', cell: ({ name }) => name },
  { title: 'acknowledged', cell: ({ acknowledged }) => String(acknowledged), right: true },
  { title: 'lost', cell: ({ lost }) => String(lost), right: true },
  { title: 'unexpected', cell: ({ unexpected }) => String(unexpected), right: true },
  { title: 'doubled', cell: ({ doubled }) => String(doubled), right: true },
  { title: 'healed', cell: ({ healSeconds }) => formatSeconds(healSeconds), right: true },
  { title: 'took', cell: ({ seconds }) => formatSeconds(seconds), right: true },
  { title: 'fault', cell: ({ fault }) => fault },
]

/** A table for people, with what was wrong below it. */
export function formatReport(results: ScenarioResult[]): string {
  const rows = [columns.map(({ title }) => title), ...results.map((result) => columns.map(({ cell }) => cell(result)))]
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => (row[index] ?? '').length)))
  const lines = rows.map((row) =>
    columns
      .map(({ right }, index) => {
        const [cell, width] = [row[index] ?? '', widths[index] ?? 0]
        return right ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd(),
  )
  const details = results.flatMap(({ name, notes, problems }) => [
    ...notes.map((note) => `${name}: ${note}`),
    ...problems.map((problem) => `${name}: WRONG: ${problem}`),
  ])
  return [...lines, ...(details.length > 0 ? ['', ...details] : [])].join('\n')
}

export function formatResult(result: ScenarioResult): string {
  const { name, acknowledged, lost, unexpected, doubled, healSeconds } = result
  const figures = `${acknowledged} acknowledged, ${lost} lost, ${unexpected} unexpected, ${doubled} doubled`
  const healed = healSeconds === null ? 'did not heal' : `healed in ${formatSeconds(healSeconds)}`
  return `${hasPassed(result) ? '✓' : '✗'} ${name}: ${figures}, ${healed}`
}

export function formatSeconds(seconds: number | null): string {
  return seconds === null ? 'never' : `${seconds.toFixed(1)} s`
}
