export { type ExpandedLanguage, expandLanguage, type LanguageOptions } from './expand-language.js'
export { readTemplate } from './read-template.js'
