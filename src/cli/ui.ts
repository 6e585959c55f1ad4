import {colourLevel, isTerminal} from './colour.js'

/** Milliseconds before a wait is worth announcing. */
const NOTICEABLE = 100

/** Does the work; where a person watches stderr and it takes noticeably long, a spinner says what is going on. */
export async function withSpinner<T>(text: string, work: () => Promise<T>, {quiet = false} = {}): Promise<T> {
  if (quiet || !isTerminal('stderr')) return work()
  let stop = () => {}
  let done = false
  const timer = setTimeout(async () => {
    const {default: ora} = await import('ora')
    if (done) return // the work was faster than the import
    const color = colourLevel('stderr') > 0 && 'cyan'
    const spinner = ora({text, color, stream: process.stderr, discardStdin: false}).start()
    stop = () => spinner.stop()
  }, NOTICEABLE)
  try {
    return await work()
  } finally {
    done = true
    clearTimeout(timer)
    stop()
  }
}
