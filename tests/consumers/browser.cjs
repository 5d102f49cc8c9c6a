// Opens pages in Chromium and does what people do with them; prints what was seen, as JSON.
// usage: node - CHROMIUM FOLDER-OF-PICTURES PAGE...
const fs = require("fs");
const path = require("path");
const puppeteer = require("puppeteer-core");

const [chromium, pictures, ...files] = process.argv.slice(2);
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf-8");
const LOOKS = [["light", 1200], ["dark", 1200], ["light", 390]];

function open(browser, scripts) {
  return browser.newPage().then(async (page) => {
    await page.setJavaScriptEnabled(scripts);
    return page;
  });
}

// What a person finds on the page: shown rules, open rules, rows and columns of the table.
function state(page) {
  return page.evaluate(() => {
    const shown = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
    return {
      rules: shown("article.rule").map((one) => one.querySelector(".id").textContent),
      open: shown("article.rule > details[open]").map((one) => one.querySelector(".id").textContent),
      answers: shown("article.rule > details[open] .answer").map((one) => one.dataset.result),
      rows: shown(".matrix tbody tr").length,
      columns: shown(".matrix thead th").length,
      filters: shown("#filters").length,
      nothing: shown("#nothing").length,
      said: document.getElementById("shown").textContent,
      focus: document.activeElement.id,
    };
  });
}

async function looks(browser, file, seen) {
  for (const [scheme, width] of LOOKS) {
    const page = await open(browser, true);
    page.on("pageerror", (error) => seen.errors.push(error.message));
    page.on("console", (message) => seen.errors.push(message.text()));
    page.on("request", (request) => seen.requests.push(request.url()));
    await page.setViewport({ width, height: 1000 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.goto(`file://${file}`);
    for (const all of [false, true]) {
      if (all) await page.click("#open");
      const found = await page.evaluate(`${axe}; axe.run({ resultTypes: ["violations"] })`);
      seen.violations.push(...found.violations.map((one) => `${scheme} ${width} ${one.id}: ${one.nodes[0].html}`));
      seen.overflow.push(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth));
      await page.screenshot({ path: path.join(pictures, `${path.basename(file)}-${scheme}-${width}-${all}.png`) });
    }
    await page.close();
  }
}

async function deeds(browser, file, seen) {
  const page = await open(browser, true);
  await page.goto(`file://${file}`);
  const after = async (name) => { seen.states[name] = await state(page); };
  const reset = () => page.click("button[type=reset]").then(() => page.evaluate(() => new Promise((done) => setTimeout(done, 20))));
  await after("start");
  await page.click("input[value=fail]");
  await after("without fail");
  await reset();
  await page.type("input[type=search]", "CHMOD passwd");
  await after("text");
  await reset();
  await page.click("#open");
  if (await page.$("select")) {
    await page.select("select", "1");
    await after("second host");
    await reset();
  }
  await after("all open");
  await page.click("#close");
  await page.focus("article.rule summary");
  await page.keyboard.press("Enter");
  await after("by keyboard");
  await page.click("#close");
  await page.click("input[value=fail]");
  await page.evaluate(() => { location.hash = document.querySelector("article.rule summary").id; });
  await page.evaluate(() => new Promise((done) => setTimeout(done, 50)));
  await after("by address");
  seen.printed = (await page.pdf({ format: "A4" })).length;
  await page.close();
}

(async () => {
  const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox"] });
  const all = {};
  for (const file of files) {
    const seen = { errors: [], requests: [], violations: [], overflow: [], states: {} };
    await looks(browser, file, seen);
    await deeds(browser, file, seen);
    const plain = await open(browser, false);
    await plain.goto(`file://${file}`);
    seen.states.plain = await state(plain);
    await plain.close();
    all[path.basename(file)] = seen;
  }
  await browser.close();
  console.log(JSON.stringify(all));
})();
