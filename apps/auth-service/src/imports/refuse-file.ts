import { AppError } from '@rollcall/service-kit/errors'

/** What is wrong with a file as a whole. The console has words of its own for each code, in `fields`. */
export type FileFault =
  | 'pdf'
  | 'spreadsheet'
  | 'picture'
  | 'archive'
  | 'page'
  | 'binary'
  | 'too_large'
  | 'too_many_rows'
  | 'too_many_columns'
  | 'empty'
  | 'open_quote'
  | 'too_many_uploads'

const sentences: Record<FileFault, string> = {
  pdf: 'This is a PDF. Open the list in a spreadsheet and save it as CSV.',
  spreadsheet: 'This is a spreadsheet. Open it and save the sheet as CSV (UTF-8).',
  picture: 'This is a picture. A list of people has to be text: save it as CSV.',
  archive: 'This is a compressed file. Unpack it, and choose the CSV in it.',
  page: 'This is a web page or a formatted text. Open the list in a spreadsheet and save it as CSV.',
  binary: 'This is not a text. Open the list in a spreadsheet and save it as CSV.',
  too_large: 'The file is larger than 256 MB. Divide it, and import the parts one after another.',
  too_many_rows: 'The file has more than 1,000,000 rows. Divide it, and import the parts one after another.',
  too_many_columns: 'The file has more than 100 columns. Leave out what is not about people.',
  empty: 'There are no rows in it. Choose a file that has at least one person.',
  open_quote: 'A quote is opened and never closed.',
  too_many_uploads: 'Three files are being sent already. Wait until one of them is here.',
}

/** @param where such as "after line 12" */
export function refuseFile(fault: FileFault, where?: string): AppError {
  const code = fault === 'too_many_uploads' ? 'TOO_MANY' : 'BAD_INPUT'
  const message = where ? `${sentences[fault]} Look ${where}.` : sentences[fault]
  const line = where?.match(/\d+/)?.[0]
  const fields = [{ path: 'file', message: fault }, ...(line ? [{ path: 'line', message: line }] : [])]
  return new AppError(code, message, { fields })
}
