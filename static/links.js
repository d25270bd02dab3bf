// A link in a text leads on in this tab, as Streamlit's own links do: by itself the browser would fetch the app anew,
// or open it in another tab. A text with many links is one element, and so a list costs little at every click.
// A text's link that names its language is meant for a tab of its own (ui/parts.py); what is no screen is the browser's.
const screen = /^\/[a-z_]*$/
const language = "lang"

document.addEventListener("click", event => {
  const link = event.target.closest?.("a[href]")
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return
  const { origin, pathname, searchParams } = new URL(link.href)
  if (origin !== location.origin || !screen.test(pathname) || (link.target && searchParams.has(language))) return
  event.preventDefault()
  history.pushState({}, "", link.href)
  window.dispatchEvent(new PopStateEvent("popstate"))
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0)
})
