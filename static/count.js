// How much fits in a field, told while it is written; at each saving the server counts anew.
document.addEventListener("input", ({ target }) => {
  const count = target.closest?.("[class*='st-key-field-']")?.querySelector(".count")
  if (!count) return
  const { limit, fits, over } = count.dataset
  const length = [...target.value.trim()].length
  const spoken = (number) => number.toLocaleString(document.documentElement.lang)
  count.classList.toggle("over", length > limit)
  count.textContent = (length > limit ? over : fits)
    .replace("{length}", spoken(length))
    .replace("{over}", spoken(length - limit))
})
