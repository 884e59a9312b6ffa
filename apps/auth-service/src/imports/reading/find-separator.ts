export const separators = [',', ';', '\t', '|'] as const
export type Separator = (typeof separators)[number]

const recordsLooked = 50

/**
 * What separates the cells: whatever divides the most of the first records into the same number of cells as the first.
 * A text without any of them is one column; a comma is as good as another then.
 */
export function findSeparator(sample: string, isWhole: boolean): Separator {
  let best: { separator: Separator; score: number } = { separator: ',', score: 0 }
  for (const separator of separators) {
    const widths = countCells(sample, separator, isWhole)
    const [first = 1] = widths
    if (first < 2) continue
    const alike = widths.filter((width) => width === first).length / widths.length
    // Agreement counts before the number of cells: a comma in a few names divides less evenly than the real one.
    const score = alike + Math.min(first, 50) / 1000
    if (score > best.score) best = { separator, score }
  }
  return best.separator
}

/** Excel's own way of saying it, as a first line: `sep=;`. */
export function readSeparatorLine(sample: string): { separator: Separator; length: number } | undefined {
  const match = /^"?sep=(.)"?\n/i.exec(sample)
  const separator = separators.find((known) => known === match?.[1])
  return match && separator ? { separator, length: match[0].length } : undefined
}

/** Cells of each record. The last one of a sample may go on behind it, and doesn't count. */
function countCells(sample: string, separator: string, isWhole: boolean): number[] {
  const widths: number[] = []
  let cells = 1
  let isQuoted = false
  let isEmpty = true
  for (const character of sample) {
    if (character === '"') isQuoted = !isQuoted
    else if (!isQuoted && character === separator) cells += 1
    else if (!isQuoted && character === '\n') {
      if (!isEmpty) widths.push(cells)
      if (widths.length === recordsLooked) return widths
      cells = 1
      isEmpty = true
      continue
    }
    isEmpty = false
  }
  if (!isEmpty && (isWhole || widths.length === 0)) widths.push(cells)
  return widths
}
