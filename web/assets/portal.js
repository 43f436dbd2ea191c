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

const upload = document.querySelector('form[data-upload]')
if (upload) sendFile(upload)

// The evidence store answers with an empty page, so a browser would stay here: send it from here and go on.
function sendFile (form) {
  const said = form.querySelector('[data-said]')
  const file = form.querySelector('input[type=file]')
  const button = form.querySelector('button')
  let sending = false
  const wrong = (words) => {
    said.classList.add('govuk-error-message')
    said.textContent = words
  }
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (sending) return
    const chosen = file.files[0]
    if (!chosen) wrong('Choose a file first.')
    else if (chosen.size > Number(form.dataset.most)) wrong('This file is too big. Choose a smaller one, or take a new photo.')
    else if (chosen.type !== form.querySelector('[name="Content-Type"]').value) wrong('This is another kind of file than you said. Choose another, or go back and say which kind it is.')
    else {
      sending = true
      button.setAttribute('aria-disabled', 'true')
      said.classList.remove('govuk-error-message')
      said.textContent = 'Sending. This may take a while; please stay on this page.'
      const sent = await fetch(form.action, { method: 'POST', body: new FormData(form), mode: 'no-cors' }).catch(() => null)
      if (sent) return window.location.assign(form.dataset.then)
      sending = false
      button.removeAttribute('aria-disabled')
      wrong('The file could not be sent. Check your connection and try again.')
    }
  })
}

const watched = document.querySelector('[data-watch]')
if (watched) lookAgain(watched)

// What is still under way is looked at again for a while, so that nobody has to press anything.
async function lookAgain (box) {
  for (let times = 0; times < 40 && box.querySelector('[data-pending]'); times++) {
    await new Promise((resolve) => setTimeout(resolve, 3000))
    const answer = await fetch(window.location.pathname, { redirect: 'error' }).catch(() => null)
    if (!answer || !answer.ok) return
    const found = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-watch]')
    if (found && found.textContent !== box.textContent) box.replaceChildren(...found.childNodes)
  }
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

// Tabs share one session: what happens in one moves the end for all.
function watchSession (dialog) {
  const KEY = 'portal-last-activity'
  const opened = Date.now()
  const idle = Number(dialog.dataset.idle) * 1000
  const last = opened + Number(dialog.dataset.left) * 1000
  const timeLeft = dialog.querySelector('[data-time-left]')
  const form = dialog.querySelector('form')
  let typed = false
  document.getElementById('main-content').addEventListener('input', () => { typed = true })
  const active = () => localStorage.setItem(KEY, String(Date.now()))
  const ends = () => Math.min(Number(localStorage.getItem(KEY)) + idle, last)
  active()

  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) }).catch(() => null)
    if (answer && answer.ok) {
      active()
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
      else window.location.assign(`/session-ended?next=${encodeURIComponent(dialog.dataset.path)}`)
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
