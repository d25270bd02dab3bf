// A refusal stands beside its field, and the button that was pressed may be a screen further down: it comes into view.
setTimeout(() => {
  const told = [...document.querySelectorAll("[data-testid=stAlertContentError]")]
  const seen = told.some(one => one.getBoundingClientRect().top >= 0 && one.getBoundingClientRect().bottom <= innerHeight)
  if (!seen) told[0]?.scrollIntoView({ block: "center" })
}, 100)
