/**
 * Plain words as Markdown, in which OSCAL keeps its prose: whatever Markdown would read as a mark stands for itself.
 *
 * @example
 * asMarkup('Ash *and* Beech') // => 'Ash \\*and\\* Beech'
 * asMarkup('# 1\n- two') // => '\\# 1\n\\- two'
 */
export function asMarkup(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]<>{}~^$"|&]/g, String.raw`\$&`)
    .replaceAll(/^([ \t]*)([#+\-=]|\d+[.)])/gm, (_, space: string, mark: string) => {
      return mark.length === 1 ? `${space}\\${mark}` : `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`
    })
}

/**
 * The words of Markdown that has no marks but escaped ones.
 *
 * @example
 * fromMarkup('Ash \\*and\\* Beech') // => 'Ash *and* Beech'
 */
export function fromMarkup(text: string): string {
  return text.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
}
