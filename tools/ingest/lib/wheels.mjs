// Python packages as sources of data: downloaded once with pip, unpacked, never run.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const SOURCES = JSON.parse(readFileSync(new URL('../sources.json', import.meta.url), 'utf8'))

/**
 * Folder of an unpacked package, with what a pack says about its origin. `asOf` is the day its files were built.
 * @param {'cfnLint' | 'moto' | 'botocore'} id
 * @param {string} work a folder for downloads, outside the repository
 */
export function wheel(id, work) {
  const { package: name, version, licence, source } = SOURCES[id]
  const folder = join(work, `${name}-${version}`)
  if (!existsSync(folder)) {
    const downloads = join(work, 'wheels')
    mkdirSync(downloads, { recursive: true })
    execFileSync('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', downloads, `${name}==${version}`], {
      stdio: 'inherit',
    })
    const file = readdirSync(downloads).find((each) => each.startsWith(`${name.replaceAll('-', '_')}-${version}-`))
    if (file === undefined) throw new Error(`pip left no wheel of ${name} ${version}`)
    execFileSync('python3', ['-c', UNZIP, join(downloads, file), folder])
  }
  return {
    folder,
    source,
    asOf: readFileSync(join(folder, '.built'), 'utf8').trim(),
    basis: 'document',
    label: `${name} ${version} (${licence})`,
  }
}

// Unpacks, and keeps the newest date inside the archive, which zipfile's own command line loses.
const UNZIP = `
import sys, zipfile, pathlib
archive = zipfile.ZipFile(sys.argv[1])
folder = pathlib.Path(sys.argv[2])
archive.extractall(folder)
newest = max(entry.date_time for entry in archive.infolist())
(folder / '.built').write_text('%04d-%02d-%02d' % newest[:3])
`

export function readJson(...path) {
  return JSON.parse(readFileSync(join(...path), 'utf8'))
}
