// oxlint-disable typescript/no-unsafe-call -- it runs in a browser, whose types the server's checks do not load
// A form that saves by itself while somebody writes. Without script its button saves.

const rests = 3000
const triesAgain = 15_000

/** Saves a form whenever its writer pauses, and keeps what they write safe from what others save meanwhile. */
export function autosave(form) {
  const text = form.querySelector('textarea')
  const seen = form.querySelector('[name="seen"]')
  const says = form.querySelector('[data-autosave-says]')
  const length = form.querySelector('[data-autosave-length]')
  let kept = text.value
  let stopped = false
  let under = false
  let waiting

  const later = (after) => {
    clearTimeout(waiting)
    if (!stopped) waiting = setTimeout(() => void save(), after)
  }

  async function save() {
    if (under || stopped || text.value === kept) return
    under = true
    const sent = text.value
    const answer = await send(form).catch(() => undefined)
    under = false
    if (!answer) {
      says.textContent = 'Not saved: Fiveday cannot be reached. It tries again by itself'
      later(triesAgain)
      return
    }
    says.textContent = answer.says
    if (answer.is !== 'saved') {
      stopped = true
      return
    }
    length.textContent = answer.length
    if (answer.together && text.value === sent) replace(text, sent, answer.text)
    // Whoever wrote on meanwhile goes on from their own text: what others wrote is put to it at the next saving.
    seen.value = String(answer.together && text.value !== answer.text ? answer.mine : answer.version)
    kept = answer.together && text.value === answer.text ? answer.text : sent
    if (text.value !== kept) later(rests)
  }

  text.addEventListener('input', () => later(rests))
  form.addEventListener('submit', () => {
    stopped = true
    kept = text.value
  })
  addEventListener('beforeunload', (event) => {
    if (text.value !== kept) event.preventDefault()
  })
  for (const button of document.querySelectorAll('[data-insert]')) {
    button.hidden = false
    button.addEventListener('click', () => {
      text.setRangeText(button.getAttribute('data-insert'), text.selectionStart, text.selectionEnd, 'end')
      text.focus()
      later(rests)
    })
  }
}

async function send(form) {
  const body = new URLSearchParams(new FormData(form))
  body.set('quiet', 'yes')
  const reply = await fetch(form.action, { method: 'POST', body, headers: { accept: 'application/json' } })
  if ((reply.headers.get('content-type') ?? '').includes('json')) return reply.json()
  if (reply.status >= 500) return undefined
  return { is: 'refused', says: 'Not saved: you may have been signed out. Copy what you wrote, then sign in again' }
}

/** Puts a text in the place of another, and leaves the writer where they were. */
function replace(text, before, after) {
  const at = text.selectionStart
  const same = before.slice(0, at) === after.slice(0, at)
  text.value = after
  const to = same ? at : Math.max(0, after.length - (before.length - at))
  text.setSelectionRange(to, to)
}

/** Fills a box with the words selected in a text on the page. */
export function takesPassages(button) {
  const box = document.getElementById(button.getAttribute('data-take-passage'))
  const passages = document.querySelector('[data-passages]')
  if (!box || !passages) return
  button.hidden = false
  let words = ''
  document.addEventListener('selectionchange', () => {
    const selection = document.getSelection()
    if (selection && !selection.isCollapsed && passages.contains(selection.anchorNode) && passages.contains(selection.focusNode))
      words = selection.toString().trim()
  })
  button.addEventListener('click', () => {
    if (words !== '') box.value = words
    box.focus()
  })
}
