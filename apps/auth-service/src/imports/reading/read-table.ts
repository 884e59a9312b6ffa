import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { maxColumns, maxRecordBytes, maxRows } from '../limits.js'
import { refuseFile } from '../refuse-file.js'
import { findSeparator, readSeparatorLine, type Separator } from './find-separator.js'

export interface TableRecord {
  /** Where it begins in the file; the first line is 1. */
  line: number
  cells: string[]
}

/** What is known of a table once its first record has been read. */
export interface TableRead {
  separator: Separator
}

const sampleLength = 65_536

/**
 * The records of a text in CSV, one after another, however long it is. Empty lines and rows of empty cells are passed over.
 * @throws AppError BAD_INPUT for a quote that is never closed, too many rows or columns, and an empty table
 */
export async function* readTable(
  source: AsyncIterable<string>,
  told: TableRead,
  given?: Separator,
): AsyncGenerator<TableRecord> {
  const { sample, isWhole, rest } = await takeSample(unifyLineEnds(source))
  const announced = readSeparatorLine(sample)
  const body = announced ? sample.slice(announced.length) : sample
  told.separator = given ?? announced?.separator ?? findSeparator(body, isWhole)
  const firstLine = announced ? 1 : 0
  // May be ahead of what has been handed on.
  let parsed = 0
  const parser = parse({
    ...{ delimiter: told.separator, record_delimiter: '\n', max_record_size: maxRecordBytes },
    // Rows of another length and quotes in the middle of a cell are reported where they are, and end nothing.
    ...{ relax_column_count: true, relax_quotes: true, skip_empty_lines: true, skip_records_with_empty_values: true },
    // Each record after the line where it ends.
    on_record: (cells: string[], { lines }) => {
      parsed = lines
      return [String(lines), ...cells]
    },
  })
  // Faults of either side come out where the records are read.
  pipeline(Readable.from(joined(body, rest)), parser, () => {})
  let count = 0
  try {
    for await (const record of parser) {
      const [end, ...cells]: string[] = record
      count += 1
      if (count > maxRows + 1) throw refuseFile('too_many_rows')
      if (cells.length > maxColumns) throw refuseFile('too_many_columns')
      yield {
        line: Number(end) - countLineEnds(cells) + firstLine,
        cells: cells.map((cell) => cell.replaceAll('\0', '\ufffd')),
      }
    }
  } catch (error) {
    if (error instanceof CsvError) throw refuseFile('open_quote', `after line ${parsed + firstLine}`)
    throw error
  }
  if (count === 0) throw refuseFile('empty')
}

/** Line feeds alone, so that a line is one line whatever made the file. */
async function* unifyLineEnds(source: AsyncIterable<string>): AsyncGenerator<string> {
  let endsInReturn = false
  for await (const text of source) {
    if (text === '') continue
    // The other half of a pair that was cut.
    const whole = endsInReturn && text.startsWith('\n') ? text.slice(1) : text
    endsInReturn = text.endsWith('\r')
    yield whole.includes('\r') ? whole.replace(/\r\n?/g, '\n') : whole
  }
}

async function takeSample(source: AsyncGenerator<string>) {
  let sample = ''
  while (sample.length < sampleLength) {
    const { done, value } = await source.next()
    if (done) return { sample, isWhole: true, rest: source }
    sample += value
  }
  return { sample, isWhole: false, rest: source }
}

async function* joined(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  if (first) yield first
  yield* rest
}

const countLineEnds = (cells: string[]) =>
  cells.reduce((sum, cell) => sum + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0)
