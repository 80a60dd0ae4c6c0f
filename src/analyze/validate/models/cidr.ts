/** A block of IPv4 addresses: the first one and how many bits of it are fixed. */
export interface Block {
  readonly first: number
  readonly bits: number
}

/** Undefined for what is no block. Bits behind the prefix are dropped, as EC2 does it. */
export function blockOf(text: string): Block | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text.trim())
  if (match === null) return undefined
  const [a = 256, b = 256, c = 256, d = 256, bits = 33] = match.slice(1).map(Number)
  if ([a, b, c, d].some((byte) => byte > 255) || bits > 32) return undefined
  const size = 2 ** (32 - bits)
  const address = ((a * 256 + b) * 256 + c) * 256 + d
  return { first: address - (address % size), bits }
}

export function blockText({ first, bits }: Block): string {
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${bits}`
}

export function contains(outer: Block, inner: Block): boolean {
  return inner.bits >= outer.bits && inner.first - (inner.first % 2 ** (32 - outer.bits)) === outer.first
}

export function overlap(one: Block, other: Block): boolean {
  return contains(one, other) || contains(other, one)
}

/** What `Fn::Cidr` gives for a block, a count and the number of host bits; undefined when they do not fit. */
export function subnetsOf(block: Block, count: number, hostBits: number): readonly Block[] | undefined {
  const bits = 32 - hostBits
  if (bits < block.bits || bits > 32 || count > 256 || count * 2 ** hostBits > 2 ** (32 - block.bits)) return undefined
  return Array.from({ length: count }, (_, index) => ({ first: block.first + index * 2 ** hostBits, bits }))
}
