/** A block of addresses: the first one, and how many bits all of them share. */
interface Block {
  readonly first: bigint
  readonly prefix: number
  /** 32 or 128. */
  readonly bits: number
}

const IPV4 = 32
const IPV6 = 128

/**
 * The first `count` blocks of a block that leave `hostBits` bits to their hosts, as `Fn::Cidr` gives them; undefined when the text is no
 * block or they do not fit into it. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-cidr.html
 */
export function subnetsOf(block: string, count: number, hostBits: number): readonly string[] | undefined {
  const parsed = blockOf(block)
  if (parsed === undefined || hostBits < 1 || hostBits > parsed.bits) return undefined
  const { first, prefix, bits } = parsed
  const size = 1n << BigInt(hostBits)
  if (BigInt(count) * size > 1n << BigInt(bits - prefix)) return undefined
  const text = bits === IPV4 ? ipv4Text : ipv6Text
  return Array.from({ length: count }, (_, index) => `${text(first + BigInt(index) * size)}/${bits - hostBits}`)
}

function blockOf(text: string): Block | undefined {
  const [address = '', length = '', ...rest] = text.trim().split('/')
  if (rest.length > 0 || !/^\d{1,3}$/.test(length)) return undefined
  const bits = address.includes(':') ? IPV6 : IPV4
  const value = bits === IPV6 ? ipv6(address) : ipv4(address)
  const prefix = Number(length)
  if (value === undefined || prefix > bits) return undefined
  const hosts = BigInt(bits - prefix)
  return { first: (value >> hosts) << hosts, prefix, bits }
}

function ipv4(text: string): bigint | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n)
}

const GROUPS = 8

/** RFC 4291: eight groups, one run of zeros as `::`, the last two groups as IPv4 if wanted. */
function ipv6(text: string): bigint | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map((half) => (half === '' ? [] : groupsOf(half)))
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined
  const written = head.length + (tail?.length ?? 0)
  if (halves.length === 2 ? written >= GROUPS : written !== GROUPS) return undefined
  const zeros = Array.from({ length: GROUPS - written }, () => 0n)
  return [...head, ...zeros, ...(tail ?? [])].reduce((value, group) => (value << 16n) | group, 0n)
}

function groupsOf(half: string): readonly bigint[] | undefined {
  const parts = half.split(':')
  const last = parts.at(-1) ?? ''
  const embedded = last.includes('.') ? ipv4(last) : undefined
  if (last.includes('.') && embedded === undefined) return undefined
  const written = embedded === undefined ? parts : parts.slice(0, -1)
  if (!written.every((part) => /^[\da-fA-F]{1,4}$/.test(part))) return undefined
  const groups = written.map((part) => BigInt(`0x${part}`))
  return embedded === undefined ? groups : [...groups, embedded >> 16n, embedded & 0xffffn]
}

function ipv4Text(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.')
}

/** RFC 5952: lower case, no leading zeros, the longest run of zero groups (the first of equals) as `::`. */
function ipv6Text(value: bigint): string {
  const groups = Array.from({ length: GROUPS }, (_, index) => ((value >> BigInt(16 * (GROUPS - 1 - index))) & 0xffffn).toString(16))
  let [from, length] = [0, 0]
  for (let start = 0; start < GROUPS; start += 1) {
    let end = start
    while (groups[end] === '0') end += 1
    if (end - start > length) [from, length] = [start, end - start]
  }
  return length < 2 ? groups.join(':') : `${groups.slice(0, from).join(':')}::${groups.slice(from + length).join(':')}`
}
