// oxlint-disable typescript/no-unsafe-call -- it runs in a browser, whose types the server's checks do not load
// What script adds. Every page works without it.
import { autosave, takesPassages } from './autosave.js'
import { initAll } from './govuk-frontend.min.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()

// A filter that says so is sent as soon as it changes; the button stays for whoever has no script.
for (const form of document.querySelectorAll('form[data-send-on-change]')) {
  form.addEventListener('change', (event) => {
    if (event.target instanceof HTMLSelectElement) form.requestSubmit()
  })
}

// A table that does not fit says that it scrolls.
const scrolling = new ResizeObserver((changes) => {
  for (const { target } of changes) target.toggleAttribute('data-wide', target.scrollWidth > target.clientWidth)
})
for (const table of document.querySelectorAll('.fd-scroll')) scrolling.observe(table)

// Work under way: the page says how far it is, and asks again until it has ended.
const working = document.querySelector('[data-reload-every]')
if (working) setTimeout(() => location.reload(), Number(working.getAttribute('data-reload-every')) * 1000)

// What somebody writes is saved as they write it.
for (const form of document.querySelectorAll('form[data-autosave]')) autosave(form)
for (const button of document.querySelectorAll('[data-take-passage]')) takesPassages(button)
