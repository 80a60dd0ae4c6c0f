import type { FileStore } from '#core/index.js'
import { type BillRead, type BillRequest, findReports, readBills } from '#read/bill/index.js'
import type { BillDimension } from '#spec/index.js'

const encoder = new TextEncoder()

/** Files by path, of text or bytes. */
export function billFiles(contents: Readonly<Record<string, string | Uint8Array>>): FileStore {
  const bytesAt = (path: string): Uint8Array<ArrayBuffer> => {
    const content = contents[path]
    if (content === undefined) throw new Error(`no file ${path}`)
    return new Uint8Array(typeof content === 'string' ? encoder.encode(content) : content)
  }
  const below = (folder: string): readonly string[] => Object.keys(contents).filter((path) => path.startsWith(`${folder}/`))
  const never = (): never => {
    throw new Error('nothing is written')
  }
  return {
    read: async (path) => bytesAt(path),
    async open(path) {
      const bytes = bytesAt(path)
      return { size: bytes.length, read: async (start, end) => bytes.slice(start, end), close: async () => undefined }
    },
    kind: async (path) => (path in contents ? 'file' : below(path).length > 0 ? 'folder' : 'absent'),
    within: async () => true,
    list: async (folder) => [...new Set(below(folder).map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''))].toSorted(),
    replaceAll: never,
    create: never,
  }
}

export async function readAll(
  contents: Readonly<Record<string, string | Uint8Array>>,
  request: Partial<BillRequest> = {},
  paths: readonly string[] = Object.keys(contents),
): Promise<BillRead & { readonly notes: readonly string[] }> {
  const { files, notes } = await findReports(billFiles(contents), paths)
  const read = await readBills(files, { dimensions: ['service'], filters: [], measure: 'unblended', ...request }, { step: () => undefined })
  return { ...read, notes }
}

/** Costs in whole dollars and their fractions by the values of the cells. */
export function costsOf({ cells }: BillRead, dimensions: readonly BillDimension[] = ['service']): Readonly<Record<string, number>> {
  return Object.fromEntries(
    cells.map(({ values, cost }) => [dimensions.map((dimension) => values[dimension]).join(' '), Number(cost) / 1e12]),
  )
}
