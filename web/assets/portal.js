// Enhances pages that work without it: govuk-frontend's behaviour, the time left of a code, the warning before sign-out.
import { initAll } from './govuk-frontend.min.js'

initAll()

const WARN_SECONDS = 120
const ANNOUNCED = [30, 20, 10]

const inWords = (seconds) => {
  if (seconds < 60) return `${seconds} second${seconds === 1 ? '' : 's'}`
  const minutes = Math.ceil(seconds / 60)
  return `${minutes} minute${minutes === 1 ? '' : 's'}`
}

// A page that comes back from the browser's memory shows a time that has passed.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})

const codeTime = document.querySelector('[data-seconds-left]')
if (codeTime) countDown(codeTime)

function countDown (box) {
  const ends = performance.now() + Number(box.dataset.secondsLeft) * 1000
  const words = box.querySelector('[data-words]')
  const announce = box.querySelector('[data-announce]')
  const show = () => {
    const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000))
    if (left === 0) {
      const over = 'This code has run out. Get a new one.'
      words.textContent = over
      announce.textContent = over
      box.classList.add('portal-time--over')
      clearInterval(timer)
      newCodeFirst()
    } else {
      words.textContent = `The code works once. You have ${inWords(left)} left.`
      if (ANNOUNCED.includes(left)) announce.textContent = `${inWords(left)} left`
    }
  }
  const timer = setInterval(show, 1000)
  show()
}

// When the code has run out, the button for a new one is the main one and takes the place of the other.
function newCodeFirst () {
  const forms = document.querySelector('[data-code]')
  if (!forms) return
  const [enter, fresh] = ['[data-enter]', '[data-new-code]'].map((name) => forms.querySelector(name))
  enter.before(fresh)
  enter.querySelector('button[type=submit]').classList.add('govuk-button--secondary')
  fresh.querySelector('button').classList.remove('govuk-button--secondary')
}

// The token in a link of our mail stands behind its #, which no server sees; it goes into the form, out of the address.
const fromFragment = document.querySelector('[data-from-fragment]')
if (fromFragment && /^#[\w.~-]{20,}$/.test(window.location.hash)) {
  fromFragment.value = window.location.hash.slice(1)
  window.history.replaceState(null, '', window.location.pathname)
}

document.querySelectorAll('[data-uploader]').forEach(sendFiles)

const KINDS = ['image/jpeg', 'image/png', 'application/pdf']

// What can be told of a file before it is sent; the store's own answer is not ours to read.
function wrongWith (file, most) {
  if (!file) return 'Choose a file first.'
  if (/^image\/hei[cf]/.test(file.type) || /\.hei[cf]$/i.test(file.name)) return `${file.name} is a HEIC photo, which we cannot open. Send a screenshot of it, or change your phone’s camera to JPEG (“Most Compatible”) and take it again.`
  if (file.size === 0) return `${file.name} is empty. Choose another file.`
  if (file.size > most) return `${file.name} is larger than ${most / 1048576} MB. Take a smaller photo, or send the pages one by one.`
  if (!KINDS.includes(file.type)) return `${file.name} is no JPEG, PNG or PDF file. Take a photo of the document, or save it as a PDF.`
  return ''
}

// A chosen file is announced to the portal, whose answer holds the store's form; then it is sent to the store.
function sendFiles (box) {
  const form = box.querySelector('form')
  const said = form.querySelector('[data-said]')
  const input = form.querySelector('input[type=file]')
  const button = form.querySelector('button')
  const title = document.title
  let sending = false
  const show = (words, wrong) => {
    said.className = wrong ? 'govuk-error-message' : 'govuk-body'
    said.textContent = words
    input.toggleAttribute('aria-invalid', wrong)
    document.title = wrong ? `Error: ${title}` : title
    summarise(wrong ? words : '', input.id)
  }
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (sending) return
    const file = input.files[0]
    const wrong = wrongWith(file, Number(box.dataset.most))
    if (wrong) return show(wrong, true)
    sending = true
    button.setAttribute('aria-disabled', 'true')
    show(`Sending ${file.name}. Please stay on this page.`, false)
    const failed = await send(form, file, box.dataset).catch(() => `${file.name} could not be sent. Check your connection and try again.`)
    sending = false
    button.removeAttribute('aria-disabled')
    if (failed) return show(failed, true)
    if (box.dataset.then) return window.location.assign(box.dataset.then)
    input.value = ''
    show('', false)
    watch()
  })
}

// Empty when it has arrived, else what went wrong in words.
async function send (form, file, { files, then }) {
  const body = new URLSearchParams({ csrf: form.elements.csrf.value, content_type: file.type, filename: file.name, size: file.size })
  const announced = await parsed(await fetch(form.action, { method: 'POST', body }))
  const store = announced.querySelector('form[enctype]')
  if (!store) return announced.querySelector('.govuk-error-summary__list')?.textContent.trim() || 'This file cannot be sent now. Load this page again.'
  const fields = new FormData(store)
  fields.set('file', file)
  const before = arrived(document, files)
  await fetch(store.action, { method: 'POST', body: fields, mode: 'no-cors' })
  if (then) return ''
  return arrived(await refresh(), files) > before ? '' : `${file.name} has not arrived. Try again, or choose another file.`
}

const parsed = async (answer) => new DOMParser().parseFromString(await answer.text(), 'text/html')
const arrived = (page, files) => page.querySelectorAll(`#${CSS.escape(files)} [data-file]`).length

// As the server's pages say it: at the top, with the focus, and a link to the field.
function summarise (words, field) {
  const place = document.querySelector('[data-errors]')
  place.replaceChildren()
  if (!words) return
  place.innerHTML = '<div class="govuk-error-summary" tabindex="-1"><div role="alert"><h2 class="govuk-error-summary__title">There is a problem</h2><div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list"><li><a></a></li></ul></div></div></div>'
  const link = place.querySelector('a')
  link.textContent = words
  link.href = `#${field}`
  link.addEventListener('click', (event) => {
    event.preventDefault()
    document.getElementById(field).focus()
  })
  place.firstChild.focus()
}

// The watched parts of this page as they are now; the page that was loaded for it.
async function refresh () {
  const answer = await fetch(window.location.pathname, { redirect: 'error' })
  if (!answer.ok) throw new Error('not shown')
  const now = await parsed(answer)
  for (const box of document.querySelectorAll('[data-watch]')) {
    const found = now.getElementById(box.id)
    if (found && found.textContent !== box.textContent) box.replaceChildren(...document.importNode(found, true).childNodes)
  }
  return now
}

let watching = false
watch()

// What is still under way is looked at again for a while, so that nobody has to press anything.
async function watch () {
  if (watching) return
  watching = true
  for (let times = 0; times < 40 && document.querySelector('[data-watch] [data-pending]'); times++) {
    await new Promise((resolve) => setTimeout(resolve, 3000))
    if (!await refresh().catch(() => null)) break
  }
  watching = false
}

const print = document.querySelector('[data-print]')
if (print) print.addEventListener('click', () => window.print())

const menu = document.querySelector('.portal-menu__details')
if (menu) {
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return
    menu.open = false
    menu.querySelector('summary').focus()
  })
  document.addEventListener('click', (event) => {
    if (!menu.contains(event.target)) menu.open = false
  })
}

const warning = document.getElementById('session-warning')
if (warning) watchSession(warning)

// Tabs share one session: what happens in one moves the end for all. An officer's is another than a resident's.
function watchSession (dialog) {
  const KEY = `portal-ends-${dialog.dataset.ended}`
  const last = Date.now() + Number(dialog.dataset.left) * 1000
  const timeLeft = dialog.querySelector('[data-time-left]')
  const form = dialog.querySelector('form')
  let typed = false
  document.getElementById('main-content').addEventListener('input', () => { typed = true })
  const lives = (seconds) => localStorage.setItem(KEY, String(Date.now() + Number(seconds) * 1000))
  const ends = () => Math.min(Number(localStorage.getItem(KEY)), last)
  lives(dialog.dataset.idle)

  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) }).catch(() => null)
    if (answer && answer.ok) {
      lives(dialog.dataset.extended)
      dialog.close()
    } else {
      timeLeft.textContent = 'We could not reach the service. Try again.'
    }
  })

  const watch = setInterval(() => {
    const left = Math.ceil((ends() - Date.now()) / 1000)
    if (left <= 0) {
      clearInterval(watch)
      if (typed) keepAnswers(dialog, localStorage.getItem(KEY) === null)
      else window.location.assign(`${dialog.dataset.ended}?next=${encodeURIComponent(dialog.dataset.path)}`)
    } else if (left <= WARN_SECONDS) {
      const words = `You have ${inWords(left)} left.`
      // Said once a minute and in the last one every 20 seconds: a reader must not be talked over.
      if (!dialog.open || left % (left > 60 ? 60 : 20) === 0) timeLeft.textContent = words
      if (!dialog.open) dialog.showModal()
    } else if (dialog.open) {
      dialog.close()
    }
  }, 1000)
}

// What was typed stays on the page; sending it leads to a page that keeps it over a new sign-in. Not after signing out
// on purpose, which empties this browser's storage: from then on the portal refuses every form of the session.
function keepAnswers (dialog, signedOut) {
  dialog.querySelector('h2').textContent = 'Your session has ended'
  dialog.querySelector('#session-warning-words').textContent = signedOut
    ? 'You have signed out in this browser. What you typed is still on this page, but you can no longer send it. Close this message and copy what you want to keep before you leave the page.'
    : 'What you typed is still on this page. Close this message and send it: we then ask you to sign in first.'
  dialog.querySelector('[data-time-left]').textContent = ''
  dialog.querySelector('button').textContent = 'Close'
  dialog.querySelector('form').replaceWith(dialog.querySelector('form').cloneNode(true))
  dialog.querySelector('form').method = 'dialog'
  if (!dialog.open) dialog.showModal()
}

// Ready-made words go into the field that an officer finishes and sends.
for (const ready of document.querySelectorAll('[data-into]')) {
  ready.addEventListener('change', () => {
    const field = document.getElementById(ready.dataset.into)
    field.value = ready.value
    field.focus()
  })
}
