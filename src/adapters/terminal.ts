import type { Progress } from '#core/index.js'
import picocolors from 'picocolors'

type Colours = ReturnType<typeof picocolors.createColors>

/** Where a command line prints. */
export interface Terminal {
  /** Columns of standard output; 80 when it is not a terminal. */
  readonly width: number
  readonly style: Colours
  /** Colours for standard error. */
  readonly errorStyle: Colours
  readonly progress: Progress
  out(text: string): void
  error(text: string): void
}

const WIDEST = 160
const WIDTH_OF_A_PIPE = 80
const NARROWEST = 40

export function openTerminal(): Terminal {
  const { stdout, stderr } = process
  // A reader that has seen enough (`| head`) closes the pipe: that is no error of ours.
  for (const stream of [stdout, stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit()
      throw error
    })
  return {
    width: stdout.isTTY ? Math.min(WIDEST, Math.max(NARROWEST, stdout.columns)) : WIDTH_OF_A_PIPE,
    style: picocolors.createColors(hasColour(stdout.isTTY)),
    errorStyle: picocolors.createColors(hasColour(stderr.isTTY)),
    progress: stderr.isTTY ? progressOn(stderr) : { step: () => undefined },
    out: (text) => void stdout.write(text),
    error: (text) => void stderr.write(text),
  }
}

// https://no-color.org
function hasColour(isTerminal: boolean | undefined): boolean {
  const { NO_COLOR, TERM } = process.env
  return isTerminal === true && (NO_COLOR === undefined || NO_COLOR === '') && TERM !== 'dumb'
}

function progressOn(stream: NodeJS.WriteStream): Progress {
  return { step: (text) => void stream.write(`${picocolors.createColors(hasColour(true)).dim(`${text} …`)}\n`) }
}
