import { CODES } from './codes.js'

const ABOUT = `What \`stanchion validate\` says of a template, by code. An **error** is what CloudFormation refuses, or what cannot work once it is deployed;
a **warning** is what AWS accepts and hardly anyone means; **info** is for your information. With \`--format json\` each is a diagnostic with its code,
its path in the template, its line and column.

- **What is not known is no error.** A value that is decided at deployment (a parameter, an import) breaks nothing; each branch of \`Fn::If\` is checked.
- **A template with a macro is judged as it is written.** A macro in the top \`Transform\` may rewrite anything, and nothing tells what it will. What
  CloudFormation would refuse of the text as it stands is an error, and the message names the macro. Only what is judged by its absence elsewhere (an unused
  parameter) is left out. \`AWS::Include\`, and a macro or a loop inside a section, add to what is there: what is absent beside one is no error.
- **Resources of SAM** are judged by what of them reaches a type of the registry as it is written; \`stanchion expand\` shows the rest.
- **What depends on a day** (a runtime that ends) carries \`since\`, and is an error only when \`--as-of\` is that day or later.
- **What a template switches off for cfn-lint** (\`Metadata\`, \`cfn-lint\`, \`config\`, \`ignore_checks\`), by an id of the last column, is info: it stays
  visible, and is no error.`

/** The page about all codes (`docs/generated/validation.md`). */
export function validationMarkdown(): string {
  const rows = Object.entries(CODES)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { severity, title, cfnLint }]) => `| \`${code}\` | ${severity} | ${title} | ${cfnLint.join(', ')} |`)
  return [
    '<!-- Generated from src/analyze/validate/codes.ts. Do not edit: run npx vitest run test/analyze/validate/codes.test.ts --update. -->',
    '# Validation',
    ABOUT,
    [`| Code | Severity | What | In cfn-lint |`, '| --- | --- | --- | --- |', ...rows].join('\n'),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n')
}
