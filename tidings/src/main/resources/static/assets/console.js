// What the console's pages do beyond HTML; every page works without it.

// Tells the server the operator's time zone, so that times can be told in it.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone) {
  document.cookie = `tidings_zone=${encodeURIComponent(zone)}; path=/console; max-age=31536000; samesite=lax`;
}

// Buttons that need this script are hidden until it runs; what htmx brings later is unhidden too.
const unhide = root => root.querySelectorAll("button[data-copy]").forEach(button => { button.hidden = false; });
unhide(document);
document.addEventListener("htmx:afterSettle", () => unhide(document));

// Ids are copied by a click on the button beside them.
document.addEventListener("click", async event => {
  const button = event.target.closest("button[data-copy]");
  if (button) {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "copied";
    setTimeout(() => { button.textContent = "copy"; }, 1500);
  }
});
