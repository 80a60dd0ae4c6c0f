import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

const NAME = 'stanchion'

/** Where programs of this user keep their data: https://specifications.freedesktop.org/basedir-spec, or what Windows has for it. */
export function dataFolder(): string | undefined {
  const { XDG_DATA_HOME, LOCALAPPDATA } = process.env
  const own = process.platform === 'win32' ? LOCALAPPDATA : XDG_DATA_HOME
  if (own !== undefined && isAbsolute(own)) return join(own, NAME)
  const home = homedir()
  return isAbsolute(home) ? join(home, '.local', 'share', NAME) : undefined
}
