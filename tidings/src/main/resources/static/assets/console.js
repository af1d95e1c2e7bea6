// Progressive enhancement of the console: every page works without this script.

// Stores the operator's time zone in a cookie; the server shows times in it.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone) {
  document.cookie = `tidings_zone=${encodeURIComponent(zone)}; path=/console; max-age=31536000; samesite=lax`;
}

// Buttons that require this script are hidden until it runs, including those that htmx inserts later.
const unhide = root => root.querySelectorAll("button[data-copy]").forEach(button => { button.hidden = false; });
unhide(document);
document.addEventListener("htmx:afterSettle", () => unhide(document));

// Copies an id when the button beside it is clicked.
document.addEventListener("click", async event => {
  const button = event.target.closest("button[data-copy]");
  if (button) {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "copied";
    setTimeout(() => { button.textContent = "copy"; }, 1500);
  }
});
