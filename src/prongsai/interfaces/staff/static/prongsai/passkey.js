/* Passkeys: shows their buttons where they can work, and says in words where they cannot and when one did not. */
"use strict";

const show = (selector) => document.querySelectorAll(selector).forEach((part) => { part.hidden = false; });

if (window.PublicKeyCredential) {
  // A passkey belongs to a name, never to a number such as 127.0.0.1.
  show(/^[\d.]+$|:/.test(location.hostname) ? "[data-passkey-needs-name]" : "[data-passkey]");
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  show("[data-passkey-failed]");
});
