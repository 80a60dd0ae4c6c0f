import { join } from 'node:path'
import { REPOSITORY, type Run, run } from './run.js'

/**
 * Runs `stanchion` as a user would, from `dist/` (`npm test` builds it): no terminal, no colour, an environment with nothing but PATH.
 * `env` adds to it.
 */
export function runCli(
  args: readonly string[],
  options: { readonly cwd?: string; readonly input?: string | Uint8Array; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Run> {
  const { env, ...rest } = options
  return run(process.execPath, [join(REPOSITORY, 'bin', 'stanchion.js'), ...args], {
    ...rest,
    env: { PATH: process.env['PATH'] ?? '', ...env },
  })
}
