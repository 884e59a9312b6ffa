/** Prints a result as tables: an object of plain values is a row, an object of such objects is a table. */
export function printResult(title: string, result: object): void {
  const plain: Record<string, unknown> = {}
  const rows: Record<string, object> = {}
  for (const [name, value] of Object.entries(result)) {
    if (typeof value !== 'object' || value === null) plain[name] = value
    else if (Object.values(value).every((inner) => typeof inner !== 'object')) rows[name] = value
    else if (name !== 'rounds') printResult(`${title}: ${name}`, value)
  }
  if (Object.keys(plain).length + Object.keys(rows).length > 0) console.log(`\n${title}`)
  if (Object.keys(plain).length > 0) console.table(plain)
  if (Object.keys(rows).length > 0) console.table(rows)
}
