import { tooLarge } from './files.js'

/** All of standard input; throws `input.too-large` as soon as there is more than the limit. */
export async function readStandardInput(limitBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of process.stdin) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    if (!(bytes instanceof Uint8Array)) continue
    size += bytes.length
    if (size > limitBytes) throw tooLarge('-', '', limitBytes)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
