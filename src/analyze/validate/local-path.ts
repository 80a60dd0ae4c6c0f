/** What stands in the folder of a function: its code by file name, and what it brings along. */
export interface LocalFolder {
  readonly files: ReadonlyMap<string, string>
  /** Modules that are installed beside the code, or that its list of dependencies names. */
  readonly modules: ReadonlySet<string>
}

/** Folders by the path that stands in the template. */
export type LocalCode = ReadonlyMap<string, LocalFolder>

/** A path beside the template; undefined for an address, an absolute path and what is decided at deployment. */
export function localPathOf(text: string | undefined): string | undefined {
  if (text === undefined || !/^[^\n\r]{1,200}$/.test(text) || /^(?:[a-z][\w+.-]*:|[/\\])|\$\{|\{\{/i.test(text)) return undefined
  return text
}
