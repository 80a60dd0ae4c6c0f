import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { REPOSITORY } from './run.js'

const PLACES = ['..', '../..'].map((up) => join(REPOSITORY, up, 'shared', 'cases'))

/** Folder of the visible cases; undefined where they are absent. */
export const CASES: string | undefined = PLACES.find((place) => existsSync(place))

export interface CaseFile {
  /** Path below the folder. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** Templates below a folder of the cases, in a fixed order; none where the cases are absent. */
export function templatesIn(folder: string): readonly CaseFile[] {
  if (CASES === undefined) return []
  const root = join(CASES, folder)
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:json|ya?ml|template)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => relative(root, path) !== 'index.json')
    .toSorted()
    .map((path) => ({ name: relative(root, path), bytes: readFileSync(path) }))
}
