// A long text saves itself while it is written: Streamlit hears of a text area when it is left or at Ctrl+Enter,
// and a person who writes three paragraphs does neither. At each pause this presses Ctrl+Enter for them.
const pause = 1500
const fields = ".st-key-autosave textarea"

if (!window.kantoTyping) {
  window.kantoTyping = new WeakMap()
  document.addEventListener("input", ({ target }) => {
    if (!target.matches?.(fields)) return
    clearTimeout(window.kantoTyping.get(target))
    window.kantoTyping.set(target, setTimeout(() => save(target), pause))
  })
}

function save(target) {
  const keys = { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true }
  target.dispatchEvent(new KeyboardEvent("keydown", keys))
}
