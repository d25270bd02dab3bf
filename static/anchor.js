// The address names a place of the page, which is there only now.
document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView()
