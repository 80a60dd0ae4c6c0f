export { type TemplateDocument, type TemplateResource, writeTemplate } from './write-template.js'
