// What the pages gain with JavaScript; each works without.
import { createAll, ErrorSummary, FileUpload } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

function refuseHeavyFiles(form, input) {
  const message = form.querySelector("[data-too-heavy]");
  const button = () => form.querySelector(".govuk-file-upload-button");
  input.addEventListener("change", () => {
    const heavy = input.files.length > 0 && input.files[0].size > Number(input.dataset.limit);
    message.hidden = !heavy;
    message.closest(".govuk-form-group").classList.toggle("govuk-form-group--error", heavy);
    if (heavy) {
      input.value = "";
      button().setAttribute("aria-describedby", message.id);
      button().focus();
    }
  });
}

function sayThatWorkIsGoingOn(form) {
  const status = form.querySelector("[data-working]");
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    status.textContent = status.dataset.working;
  });
  window.addEventListener("pageshow", () => {
    delete form.dataset.sent;
    status.textContent = "";
  });
}

function keepThePageWhenAFileFallsBeside() {
  for (const name of ["dragover", "drop"])
    document.addEventListener(name, (event) => event.preventDefault());
}

function offerPrinting(button) {
  let opened = [];
  button.hidden = false;
  button.addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const part of opened) part.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
  });
}

for (const form of document.querySelectorAll("form[data-verify]")) {
  const input = form.querySelector("input[type=file]");
  refuseHeavyFiles(form, input); // first, so that the part below shows what is left
  createAll(FileUpload);
  sayThatWorkIsGoingOn(form);
  keepThePageWhenAFileFallsBeside();
}
for (const button of document.querySelectorAll("[data-print]")) offerPrinting(button);
createAll(ErrorSummary);
