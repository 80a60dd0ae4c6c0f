import { posix } from 'node:path'

/**
 * A path of an assembly's file, from the assembly's root: `at` is the folder of the manifest that names it. undefined when it leads out.
 * Assemblies of Windows have slashes as well.
 */
export function pathInside(at: string, named: string): string | undefined {
  if (named === '' || named.includes('\0') || /^(?:[A-Za-z]:|[\\/])/.test(named)) return undefined
  const path = posix.normalize(posix.join(at, named.replaceAll('\\', '/')))
  return path === '..' || path.startsWith('../') ? undefined : path
}
