import { describe, expect, test } from 'vitest'
import { decodeText } from '#read/text/index.js'

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values)

describe('decodeText', () => {
  test.each([
    ['UTF-8', new TextEncoder().encode('é: ü\n'), 'é: ü\n'],
    ['UTF-8 with its mark', bytes(0xef, 0xbb, 0xbf, 0x61), 'a'],
    ['UTF-16, small end first', bytes(0xff, 0xfe, 0x61, 0, 0xe9, 0), 'aé'],
    ['UTF-16, big end first', bytes(0xfe, 0xff, 0, 0x61, 0, 0xe9), 'aé'],
    ['an honest replacement character', new TextEncoder().encode('a\uFFFDb'), 'a\uFFFDb'],
  ])('%s', (_, input, text) => {
    expect(decodeText(input, 'f')).toEqual({ text, diagnostics: [] })
  })

  test('bytes that are no text are refused with the place', () => {
    expect(decodeText(bytes(0x61, 0x3a, 0x0a, 0x62, 0xe9, 0x0a), 'f.yaml')).toEqual({
      text: undefined,
      diagnostics: [
        {
          code: 'not-utf-8',
          severity: 'error',
          message: 'the file is not UTF-8 text; save it as UTF-8',
          span: { file: 'f.yaml', line: 2, column: 2, endLine: 2, endColumn: 3 },
        },
      ],
    })
  })
})
