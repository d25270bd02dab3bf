// The screen has turned to another thing: its reader begins at its beginning.
document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0)
