/* Passkeys: shows their buttons where the browser knows them, and says in words when one did not work. */
"use strict";

if (window.PublicKeyCredential) {
  document.querySelectorAll("[data-passkey]").forEach((part) => { part.hidden = false; });
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelectorAll("[data-passkey-failed]").forEach((notice) => { notice.hidden = false; });
});
