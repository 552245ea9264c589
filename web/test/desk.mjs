// The desk in headless Chromium: desk.mjs SITREP EXAMPLES WEB
//
// Serves a ledger of the examples, of non-ASCII and of hostile reports, and opens every view as a reader would.
import assert from "node:assert/strict";
import { spawn, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [sitrep, examples, web] = process.argv.slice(2);
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const skip = (why) => {
  console.log("skipped: " + why);
  process.exit(77);
};
if (!existsSync(CHROMIUM)) skip("there is no chromium (tools/setup web)");
if (!existsSync(join(web, "index.html"))) skip("the desk is not built (make desk)");
const { chromium } = await import("playwright-core").catch(() => skip("npm's packages are missing (make desk)"));
const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

const folder = mkdtempSync(join(tmpdir(), "desk-"));
const env = { ...process.env, SITREP_LEDGER: join(folder, "ledger.db") };
const run = (...line) => execFileSync(sitrep, line, { env, cwd: examples, stdio: ["ignore", "ignore", "inherit"] });

const HOSTILE = "<script>window.hit = 1</script> ]]> <img src=x onerror=window.hit=2> \u202Egnorts\u202C " + "x".repeat(3000);
const reports = [
  { id: "umlauts", outlet: "Źródło Północne", date: "2025-07-10", title: "Naïve – “quoted” 🛰️",
    text: "Überblick, “Île-de-Přerov” – 🛰️ état. The Łódź Observer said that Russian forces had lost 1,234 soldiers near Pokrovsk on July 9." },
  { id: "hostile", outlet: "<b onmouseover=window.hit=3>Outlet</b>\u202E", date: "2025-07-10", title: HOSTILE,
    text: HOSTILE + ". The Ministry of Defence <script>window.hit = 4</script> said that 77 drones attacked Kyiv on July 9." },
];
run("read", "--quiet", "digest.html", "wire.html");
run("read", "--quiet", "--date", "2025-07-11", "--outlet", "General Staff", "general-staff.txt");
writeFileSync(join(folder, "more.ndjson"), reports.map((r) => JSON.stringify(r) + "\n").join(""));
run("read", "--quiet", join(folder, "more.ndjson"));
run("observe", "--quiet", "figures.csv");
const square = { type: "Feature", properties: { iso_3166_2: "UA-14", name: "West" }, geometry: { type: "Polygon",
  coordinates: [[[37, 47], [38, 47], [38, 50], [37, 50], [37, 47]]] } };
writeFileSync(join(folder, "borders.geojson"), JSON.stringify({ type: "FeatureCollection", features: [square] }));
run("observe", "borders", "--quiet", "--source", "a test", "--licence", "none needed", join(folder, "borders.geojson"));
run("observe", "map", "--quiet", "--source", "constructed example", "--licence", "none needed", "--party", "RED", "--place",
  "an invented front", "--classes", "status: held=held, contested=contested", "maps");

const server = spawn(sitrep, ["serve", "--port", "0", "--web", web], { env, stdio: ["ignore", "ignore", "pipe"] });
const base = await new Promise((done, fail) => {
  let said = "";
  server.stderr.on("data", (bytes) => {
    said += bytes;
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
    if (found) done(found[0]);
  });
  server.on("exit", () => fail(new Error("the server ended: " + said)));
});
const api = async (path) => (await fetch(base + "/api/v1/" + path)).json();

const context = await chromium.launchPersistentContext(join(folder, "profile"), { executablePath: CHROMIUM, args: ["--no-sandbox",
  "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--enable-unsafe-swiftshader"] });
const page = await context.newPage();
const troubles = [], foreign = [];
page.on("console", (m) => { if (m.type() === "error") troubles.push(m.text()); });
page.on("pageerror", (e) => troubles.push(String(e)));
page.on("request", (r) => { if (!r.url().startsWith(base) && !/^(blob|data):/.test(r.url())) foreign.push(r.url()); });

async function open(path) {
  await page.goto(base + path);
  await page.waitForSelector("main:not([aria-busy]) .page h1");
}
const text = () => page.locator("main").innerText();

async function accessible(name, of = page) {
  const found = await of.evaluate(`(() => { ${axe}; return axe.run(document, {resultTypes: ["violations"]}); })()`);
  const serious = found.violations.filter((v) => ["serious", "critical"].includes(v.impact));
  assert.deepEqual(serious.map((v) => [name, v.id, v.nodes.map((n) => n.target.join(" ")).slice(0, 3)]), []);
}

const tests = {
  async "every view shows what the ledger has, at three widths, light and dark, and can be downloaded"() {
    const advance = (await api("claims?kind=advance&limit=100")).items.find((c) => c.quantity?.unit === "km2/d");
    const views = { "/": /Pokrovsk/, "/claims": /Źródło Północne/, ["/claims/" + advance.ref]: /about 15 km²\/day/, "/accounts": /Carpathian Courier/,
      "/checks": /gain per loss/, "/series": /area held/, "/docket": /Kremlin spokesman|demanded/, "/sources": /Atlas Wire/,
      "/map": /an invented front/ };
    for (const [path, pattern] of Object.entries(views)) {
      for (const width of [1440, 1024, 390]) {
        await page.setViewportSize({ width, height: 850 });
        await open(path);
        assert.match(await text(), pattern, path);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${path} is ${over} pixels too wide at ${width}`);
      }
      assert.ok(await page.locator("main .download").count() > 0, path);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        await accessible(path + " " + colorScheme);
      }
    }
    await page.setViewportSize({ width: 1200, height: 850 });
  },
  async "the brief as a page fits its screen, is legible in the dark, on paper and in another language"() {
    for (const width of [1440, 1024, 390]) {
      await page.setViewportSize({ width, height: 850 });
      await page.goto(base + "/api/v1/brief?format=html");
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `the brief is ${over} pixels too wide at ${width}`);
    }
    await page.setViewportSize({ width: 1200, height: 850 });
    run("brief", "--lang", "uk", "--format", "html", "--output", join(folder, "uk.html"));
    for (const address of [base + "/api/v1/brief?format=html", "file://" + join(folder, "uk.html")]) {
      const brief = await context.newPage();
      const html = address.startsWith("file:") ? readFileSync(join(folder, "uk.html"), "utf8") : await (await fetch(address)).text();
      // axe has to run in it, which the page's own policy forbids: the same page without the policy
      await brief.setContent(html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ""));
      for (const colorScheme of ["light", "dark"]) {
        await brief.emulateMedia({ colorScheme });
        await accessible(address + " " + colorScheme, brief);
      }
      await brief.emulateMedia({ media: "print", colorScheme: "dark" });
      assert.equal(await brief.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
      assert.equal(await brief.locator(".contents").isVisible(), false);
      const shown = await brief.locator("details:not(.long) table").evaluateAll((all) => all.map((e) => e.getBoundingClientRect().height));
      assert.ok(shown.length > 0 && shown.every((height) => height > 0), "tables behind figures are on paper");
      await brief.close();
    }
  },
  async "search finds, by keyboard alone, and the address can be passed on"() {
    await open("/");
    await page.keyboard.press("/");
    await page.keyboard.type("Pokrovsk");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/claims?q=Pokrovsk");
    await page.waitForSelector("main:not([aria-busy]) .list .line");
    const found = (await api("claims?q=Pokrovsk&limit=100&order=newest")).items.map((c) => c.ref);
    assert.deepEqual(await page.locator(".list .ref").allInnerTexts(), found);
    await open("/claims?q=nosuchwordanywhere");
    assert.match(await text(), /No claim fits/);
    await open("/claims?kind=losses");
    for (const line of await page.locator(".list .line").allInnerTexts()) assert.match(line, /losses/);
  },
  async "highlights are the bytes that the API names, in text that is not ASCII"() {
    const claim = (await api("claims?kind=losses&q=Observer")).items[0];
    const report = await api("reports/" + claim.report.ref), read = await api("annotations/" + claim.report.ref);
    const bytes = Buffer.from(report.text);
    const cut = (spans) => spans.map((s) => bytes.subarray(s.start, s.end).toString()).join("");
    await open("/claims/" + claim.ref);
    assert.equal(await page.locator(".text").evaluate((e) => e.textContent), report.text);
    const marked = async (kind) => (await page.locator(".text mark." + kind).evaluateAll((all) => all.map((e) => e.textContent))).join("");
    assert.equal(await marked("evidence"), cut(claim.evidence));
    assert.match(await marked("evidence"), /1,234/);
    const [attribution] = read.attributions.filter((a) => a.content.some((s) => s.start <= claim.evidence[0].start && s.end >= claim.evidence[0].end));
    for (const role of ["source", "cue", "content"]) assert.equal(await marked(role), cut(attribution[role]), role);
    assert.match(await marked("source"), /Łódź Observer/);
    assert.ok(await page.locator(".links li").count() >= 2);
  },
  async "hostile text is text"() {
    const claims = (await api("claims?q=drones&order=newest&limit=100")).items.filter((c) => c.report.name === "hostile");
    assert.ok(claims.length > 0);
    for (const path of ["/", "/claims?q=drones", "/claims/" + claims[0].ref, "/sources", "/accounts", "/map", "/docket"]) {
      await open(path);
      assert.equal(await page.evaluate(() => window.hit), undefined, path);
      assert.equal(await page.locator("main script, main img, main b[onmouseover]").count(), 0, path);
    }
    await open("/claims/" + claims[0].ref);
    const shown = await page.locator(".text").evaluate((e) => e.textContent);
    for (const part of ["<script>", "]]>", "\u202E", "x".repeat(3000)]) assert.ok(shown.includes(part), part.slice(0, 9));
  },
  async "the slider moves through days, maps and the address"() {
    await open("/map");
    const shown = () => page.locator(".page.map").evaluate((e) => ({ ...e.dataset }));
    await page.waitForFunction(() => document.querySelector(".page.map").dataset.map);
    const last = await shown();
    assert.equal(last.ground, "2025-07-09");
    await page.locator("input[type=range]").focus();
    await page.keyboard.press("Home");
    await page.waitForFunction(() => document.querySelector(".page.map").dataset.day === "2025-05-01");
    assert.equal((await shown()).ground, "2025-05-01");
    assert.match(page.url(), /day=2025-05-01/);
    const areas = (await api("areas?since=2025-05-01&until=2025-05-01")).items;
    assert.equal(await page.locator("main tbody tr").count(), areas.length);
    if (last.map === "drawn") assert.ok(await page.locator("canvas").count());
  },
  async "a point of a series leads to what it stands on"() {
    const series = (await api("observations?measure=area%20held&party=RUS")).items.at(-1);
    await open("/series?point=" + series.ref);
    assert.match(await page.locator(".chosen").innerText(), new RegExp(series.ref));
    await page.locator(".dots circle").first().click();
    await page.waitForFunction((ref) => !document.querySelector(".chosen").innerText.startsWith(ref + " "), series.ref);
    assert.match(page.url(), /point=O\d+/);
    const shown = await page.locator(".chosen").innerText();
    const used = (await api("checks?limit=500")).items.filter((c) => c.inputs.some((i) => i.ref === series.ref)).map((c) => c.ref);
    assert.ok(used.length > 0);
    await open("/series?point=" + series.ref);
    for (const ref of used) assert.ok((await page.locator(".chosen a").allInnerTexts()).includes(ref), ref);
    assert.notEqual(await page.locator(".chosen").innerText(), shown);
  },
  async "the interception rate is shot down of launched, and a point shows both claims"() {
    const list = async (kind) => (await api(`claims?kind=${kind}&limit=500`)).items.filter((c) => c.quantity?.unit === "{drone}");
    const strikes = await list("strike"), down = (await list("interception")).filter((c) => c.outcome === "shot down");
    const pairs = down.flatMap((d) => {
      const same = (all) => all.filter((c) => c.report.ref === d.report.ref);
      return same(strikes).length === 1 && same(down).length === 1 ? [[d, same(strikes)[0]]] : [];
    });
    assert.ok(pairs.length > 0);
    const [shot, launched] = pairs[0];
    await open("/series?series=s%7C%7Bdrone%7D&point=" + shot.ref);
    const text = await page.locator(".chosen").innerText();
    const rate = (100 * shot.quantity.low) / launched.quantity.high;
    assert.ok(text.includes(String(Number(rate.toPrecision(6)))), text + " lacks " + rate);
    for (const ref of [shot.ref, launched.ref]) assert.ok((await page.locator(".chosen .ref").allInnerTexts()).includes(ref), ref);
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator("button.download", { hasText: "PNG" }).click()]);
    assert.equal(readFileSync(await file.path()).subarray(1, 4).toString(), "PNG");
  },
  async "rival accounts stand side by side, with bars on one axis, each under its own address"() {
    await open("/accounts");
    const groups = (await api("accounts?limit=500")).items;
    assert.equal(await page.locator("article.sheet").count(), groups.length);
    const parted = groups.find((g) => g.attributes.figure === "parted");
    await open("/accounts?account=" + parted.account);
    assert.equal(await page.locator("article.sheet").count(), 1);
    assert.equal(await page.locator("article.sheet thead th").count(), parted.claims.length);
    assert.ok(await page.locator("tr.parted svg.cell").count() >= 2);
    assert.match(await page.locator("tr.parted th", { hasText: "figure" }).innerText(), /axis .* to /);
  },
  async "places have their names on the map"() {
    await open("/map");
    await page.waitForFunction(() => document.querySelector(".page.map").dataset.map);
    if ((await page.locator(".page.map").getAttribute("data-map")) !== "drawn") return console.log("# no WebGL here: the list stands in");
    await page.waitForFunction(() => Number(document.querySelector(".page.map").dataset.names) > 0);
  },
  async "files say what the page says"() {
    await open("/checks");
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator("button.download", { hasText: "CSV" }).first().click()]);
    const lines = readFileSync(await file.path(), "utf8").trim().split("\r\n");
    assert.match(lines[0], /^check,relation,claim,outcome/);
    assert.equal(lines.length - 1, (await api("checks?limit=500")).items.length);
  },
  async "all of it is under 600 KB, and the first view is there within a second"() {
    let sum = 0;
    const files = [...new Set(await (async () => {
      const seen = [];
      page.on("request", (r) => seen.push(r.url()));
      for (const path of ["/", "/claims", "/claims/C6", "/accounts", "/checks", "/series", "/docket", "/sources", "/map"]) await open(path);
      await page.waitForFunction(() => document.querySelector(".page.map").dataset.map);
      return seen;
    })())].filter((url) => url.startsWith(base) && !url.includes("/api/"));
    for (const url of files) {
      const answer = await fetch(url, { headers: { "Accept-Encoding": "identity" } });
      const plain = Buffer.from(await answer.arrayBuffer());
      const { gzipSync } = await import("node:zlib");
      sum += Math.min(plain.length, gzipSync(plain, { level: 5 }).length); // what the server sends: level 5
    }
    console.log(`# transfer of all views: ${(sum / 1000).toFixed(0)} KB gzip, ${files.length} files`);
    assert.ok(sum < 600000, `${sum} bytes`);
    await open("/");
    const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
    console.log(`# first contentful paint: ${paint.toFixed(0)} ms`);
    assert.ok(paint > 0 && paint < 1000, `${paint} ms`);
  },
  async "today follows the ledger without being asked"() {
    await page.clock.install();
    await open("/");
    assert.doesNotMatch(await text(), /Latecomer/);
    writeFileSync(join(folder, "late.ndjson"), JSON.stringify({ id: "late", outlet: "Latecomer", date: "2025-07-12",
      text: "The Defence Ministry said that 12 drones attacked Odesa on July 11." }) + "\n");
    run("read", "--quiet", join(folder, "late.ndjson"));
    await page.clock.runFor(31000);
    await page.waitForFunction(() => /Latecomer/.test(document.querySelector("main").innerText));
    await page.clock.resume();
  },
  async "nothing was complained of and nothing came from elsewhere"() {
    assert.deepEqual(troubles, []);
    assert.deepEqual(foreign, []);
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
    console.log("ok   " + name);
  } catch (error) {
    failed++;
    console.log("FAIL " + name + "\n" + (error.stack ?? error));
  }
}
await context.close();
server.kill("SIGTERM");
await new Promise((done) => server.on("exit", done));
rmSync(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
