import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

// The name by which somebody who cannot see the page knows what has the focus; text, because it runs in the page.
const focused = `(() => {
  const at = document.activeElement
  const names = [at?.getAttribute('aria-label'), at?.labels?.[0]?.innerText, at?.innerText]
  return { tag: at?.tagName ?? '', name: (names.find((one) => one?.trim()) ?? '').replace(/\\s+/g, ' ').trim(), chosen: at?.selectedOptions?.[0]?.text ?? '' }
})()`

interface Focused {
  readonly tag: string
  readonly name: string
  readonly chosen: string
}

const focusOf = (page: Page) => page.evaluate<Focused>(focused)

/** Whoever uses a page by its keys alone: every control is found with Tab, and nothing is pointed at. */
export function byKeyboard(page: Page) {
  const press = (key: string) => page.keyboard.press(key)

  /** Tabs onto a control of this name, from where the focus is. */
  async function reach(name: string, tag?: string): Promise<void> {
    for (let tabs = 0; tabs < 150; tabs++) {
      await press('Tab')
      const at = await focusOf(page)
      if (at.name.startsWith(name) && (tag === undefined || at.tag === tag)) return
    }
    assert.fail(`Tab never reached “${name}” on ${page.url()}`)
  }

  /** Follows a link, or presses a button, and waits for the page it leads to. */
  async function follow(name: string): Promise<void> {
    await reach(name)
    await Promise.all([page.waitForEvent('load'), press('Enter')])
  }

  return {
    reach,
    follow,
    async write(name: string, text: string): Promise<void> {
      await reach(name)
      await page.keyboard.type(text)
    },
    /** Chooses from a list by its first letters. */
    async pick(name: string, option: string): Promise<void> {
      await reach(name, 'SELECT')
      await page.keyboard.type(option)
      assert.ok((await focusOf(page)).chosen.startsWith(option), `${option} was chosen for ${name}`)
    },
    /** Chooses one of a group of radio buttons with the arrow keys, from the first of them. */
    async choose(first: string, wanted: string): Promise<void> {
      await reach(first, 'INPUT')
      await press('Space')
      for (let arrows = 0; !(await focusOf(page)).name.startsWith(wanted); arrows++) {
        assert.ok(arrows < 20, `the arrows never reached “${wanted}”`)
        await press('ArrowDown')
      }
    },
    /** Goes past the menu, as the first link of every page offers. */
    async skip(): Promise<void> {
      await reach('Skip to main content')
      await press('Enter')
    },
  }
}
