"use strict";
(() => {
  const form = document.getElementById("filters");
  const rules = [...document.querySelectorAll("article.rule")].map((article) => ({
    article,
    severity: article.dataset.severity,
    text: article.textContent.toLowerCase(),
    row: document.getElementById("matrix") && document.querySelector(`.matrix a[href="#${CSS.escape(article.querySelector("summary").id)}"]`),
    answers: [...article.querySelectorAll(".answer")].map((element) => ({
      element,
      result: element.dataset.result,
      hosts: new Set(element.dataset.hosts.split(" ")),
    })),
  }));

  function chosen(name) {
    return new Set([...form.querySelectorAll(`[name=${name}]:checked`)].map((one) => one.value));
  }

  // A rule is shown where one of its answers is: of the chosen host, with a chosen result.
  function show() {
    const results = chosen("result"), severities = chosen("severity");
    const host = form.elements.host ? form.elements.host.value : "";
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const rule of rules) {
      let answered = false;
      for (const answer of rule.answers) {
        const wanted = results.has(answer.result) && (!host || answer.hosts.has(host));
        answer.element.hidden = !wanted;
        answered ||= wanted;
      }
      const wanted = answered && severities.has(rule.severity) && words.every((word) => rule.text.includes(word));
      rule.article.hidden = !wanted;
      if (rule.row) rule.row.closest("tr").hidden = !wanted;
      count += wanted;
    }
    for (const group of document.querySelectorAll(".group")) {
      group.hidden = !group.querySelector("article.rule:not([hidden])");
    }
    for (const row of document.querySelectorAll(".matrix tr")) {
      for (let at = 1; at < row.cells.length; at++) {
        row.cells[at].hidden = host !== "" && at !== Number(host) + 1;
      }
    }
    document.getElementById("nothing").hidden = count > 0;
    document.getElementById("shown").textContent = `${count} of ${rules.length} rules shown`;
  }

  function openAll(open) {
    for (const { article } of rules) {
      if (!article.hidden) article.querySelector("details").open = open;
    }
  }

  function openNamed() {
    const id = decodeURIComponent(location.hash.slice(1));
    const named = id && document.getElementById(id);
    const details = named && named.closest("article.rule details");
    if (!details) return;
    if (details.parentElement.hidden) {
      form.reset();
      show();
    }
    details.open = true;
    named.scrollIntoView();
    named.focus({ preventScroll: true });
  }

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  document.getElementById("open").addEventListener("click", () => openAll(true));
  document.getElementById("close").addEventListener("click", () => openAll(false));
  addEventListener("hashchange", openNamed);
  form.hidden = false;
  show();
  openNamed();
})();
