export { type TemplateDocument, writeTemplate } from './write-template.js'
