// Fills the marked blocks of README.md with what the product says today: `node tools/readme.mjs`, or `--check` to compare.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const path = join(root, 'README.md')
const before = readFileSync(path, 'utf8')

function said(kind, what) {
  if (kind === 'file') return readFileSync(join(root, what), 'utf8')
  return execFileSync(process.execPath, [join(root, 'bin/stanchion.js'), ...what.split(' ')], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  })
}

const after = before.replace(/<!-- (file|output): (.+) -->\n```(\w+)\n[\s\S]*?```/g, (_all, kind, what, language) => {
  return `<!-- ${kind}: ${what} -->\n\`\`\`${language}\n${said(kind, what).trimEnd()}\n\`\`\``
})

if (!process.argv.includes('--check')) writeFileSync(path, after)
else if (after !== before) {
  console.error('README.md shows something else than the product says: run node tools/readme.mjs')
  process.exitCode = 1
}
