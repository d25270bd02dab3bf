// A long text saves itself while it is written: Streamlit hears of a text area when it is left or at Ctrl+Enter,
// and a person who writes three paragraphs does neither. At each pause this presses Ctrl+Enter for them.
// While the connection is broken the fields are closed, and what was on its way to the server never comes there:
// when they open again, it is sent once more, unless somebody else has changed the field meanwhile.
const pause = 1500
const look = 300
const calm = 2000
const fields = ".st-key-autosave textarea"

const watched = new Map()

// The page's head brings this script: one that came with the form would miss who begins to write at once.
document.addEventListener("beforeinput", ({ target }) => {
  if (target.matches?.(fields) && !known(target)) watched.set(name(target), { before: target.value })
})
document.addEventListener("input", ({ target }) => {
  if (!target.matches?.(fields)) return
  const typed = known(target) ?? {}
  clearTimeout(typed.saving)
  const saving = setTimeout(() => save(target), pause)
  watched.set(name(target), { ...typed, text: target.value, at: Date.now(), saving })
})
setInterval(() => document.querySelectorAll(fields).forEach(watch), look)

function name(target) {
  return location.href + target.getAttribute("aria-label")
}

function known(target) {
  return watched.get(name(target))
}

function save(target) {
  const keys = { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true }
  target.dispatchEvent(new KeyboardEvent("keydown", keys))
}

function watch(target) {
  const typed = known(target)
  if (!typed) return
  if (target.disabled) typed.away = Date.now()
  else if (typed.away && Date.now() - typed.away > calm) {
    // Who has gone on writing is saved at the next pause.
    if (typed.at < typed.away) sendAgain(target, typed)
    typed.away = 0
  }
}

function sendAgain(target, { before, text }) {
  if (target.value !== before && target.value !== text) return
  // Streamlit holds the text for sent, so another one goes first.
  const other = `${text} `
  put(target, other)
  setTimeout(() => {
    save(target)
    if (target.value === other) put(target, text)
  }, look)
}

function put(target, text) {
  // Past React's own setter, which would not notice the change.
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(target, text)
  target.dispatchEvent(new Event("input", { bubbles: true }))
}
