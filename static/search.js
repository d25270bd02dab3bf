// The search box of the frame by the keyboard: Enter goes to all results, the arrows go through what is proposed,
// Escape closes. What is proposed lies over the screen, so it also closes when somebody turns to the screen.
const box = ".st-key-search-box"
const patience = 3000
// As much as ui/search_box.py searches with.
const longest = 200

document.addEventListener("keydown", pressed)
for (const turn of ["pointerdown", "focusin", "input"]) document.addEventListener(turn, turned)

function pressed(event) {
  const around = event.target.closest?.(box)
  if (!around || !event.isTrusted || event.isComposing) return
  const field = around.querySelector("input")
  if (event.key === "Escape") {
    field.focus()
    around.dataset.closed = ""
  } else if (event.key === "Enter" && event.target === field) {
    goToAll(around, field.value.trim().slice(0, longest).trim(), Date.now() + patience)
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    step(around, field, event)
  }
}

function turned(event) {
  const inside = event.target.closest?.(box)
  if (inside) delete inside.dataset.closed
  else document.querySelectorAll(box).forEach(each => { each.dataset.closed = "" })
}

function step(around, field, event) {
  const stops = [field, ...around.querySelectorAll("a")]
  const next = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)
  if (!stops[next]) return
  event.preventDefault()
  stops[next].focus()
}

// The link to all results comes from the server with the words that it has heard of so far.
function goToAll(around, words, until) {
  const all = [...around.querySelectorAll("a")].at(-1)
  if (!words) return
  if (all && new URL(all.href).searchParams.get("q") === words) all.click()
  else if (Date.now() < until) setTimeout(() => goToAll(around, words, until), 60)
}
