/** Values of one dimension by number, over all files. */
export class Dictionary {
  readonly values: string[] = []
  readonly #codes = new Map<string, number>()

  code(value: string): number {
    const known = this.#codes.get(value)
    if (known !== undefined) return known
    const code = this.values.length
    this.values.push(value)
    this.#codes.set(value, code)
    return code
  }

  valueOf(code: number): string {
    return this.values[code] ?? ''
  }
}
