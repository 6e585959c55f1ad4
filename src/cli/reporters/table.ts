/** Rows that cli-table3 lays out at a time: its cost grows with the square of them. */
const BATCH = 100

/** Columns set apart by two spaces; on a terminal, cells are broken into lines where the width asks for it. */
export async function table(head: string[], rows: string[][], width: number | undefined): Promise<string> {
  const {default: Table} = await import('cli-table3')
  const colWidths = columnWidths([head, ...rows], width)
  const lines: string[] = []
  for (let at = 0; at < rows.length; at += BATCH) {
    const grid = new Table({
      ...(at === 0 ? {head} : {}),
      colWidths,
      chars: NO_LINES,
      style: {head: [], border: [], 'padding-left': 0, 'padding-right': 2, compact: true},
      ...(width === undefined ? {} : {wordWrap: true, wrapOnWordBoundary: false}),
    })
    grid.push(...rows.slice(at, at + BATCH))
    lines.push(grid.toString().replace(/ +$/gm, ''))
  }
  return lines.join('\n')
}

/** What the last column needs at least to be read. */
const LAST_COLUMN = 20

/** As wide as the widest cell; on a terminal the widest of the others gives way so that the last column has room. */
function columnWidths(rows: readonly string[][], width: number | undefined): number[] {
  const widest = rows[0]!.map((_, i) => rows.reduce((most, row) => Math.max(most, row[i]!.length + 2), 0))
  if (width === undefined) return widest
  const before = widest.slice(0, -1)
  const sum = () => before.reduce((total, size) => total + size, 0)
  const giving = before.indexOf(Math.max(...before))
  before[giving] = Math.max(10, Math.min(before[giving]!, width - LAST_COLUMN - sum() + before[giving]!))
  return [...before, Math.max(LAST_COLUMN, width - sum())]
}

const NO_LINES = {
  ...{top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': ''},
  ...{'bottom-right': '', left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: ''},
}
