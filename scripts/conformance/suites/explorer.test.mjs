// GraphiQL in a real browser: it asks for the key, runs a query and a subscription, and reaches no other host.
import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { chromium } from "playwright-core";

import { ask, GRAPHQL, operations, URL_ } from "../served.mjs";

const BROWSER = process.env.CONCORD_CHROMIUM ?? "/usr/bin/chromium";
const PICTURES = join(import.meta.dirname, "..", "build");
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const skip = !existsSync(BROWSER) && `${BROWSER} is not there: install Chromium or name it in CONCORD_CHROMIUM`;
const within = { timeout: 15_000 };

let browser;
let page;
const foreign = [];
const complaints = [];

before(async () => {
  if (skip) return;
  mkdirSync(PICTURES, { recursive: true });
  browser = await chromium.launch({ executablePath: BROWSER, args: QUIET });
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on("request", (request) => isForeign(request.url()) && foreign.push(request.url()));
  page.on("websocket", (socket) => isForeign(socket.url()) && foreign.push(socket.url()));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
});

after(() => browser?.close());

function isForeign(url) {
  const { protocol, host } = new URL(url);
  return !["data:", "blob:"].includes(protocol) && host !== new URL(URL_).host;
}

/** Put a document into the editor and run it; give what the result pane says once it matches. */
async function run(document, expected) {
  await page.locator(".graphiql-query-editor .monaco-editor").first().click(within);
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(document);
  // GraphiQL takes the text over when it has rested for a moment
  await page.waitForFunction(
    (text) => Object.values({ ...localStorage }).some((kept) => kept.includes(text) && !kept.includes("Everything")),
    nameOf(document),
    within,
  );
  await page.locator(".graphiql-execute-button").click(within);
  // of several operations it asks which one, in a menu that opens when it likes
  const menu = page.getByRole("menuitem", { name: nameOf(document) });
  const answer = page.locator(".graphiql-response .view-lines", { hasText: expected });
  await menu.or(answer).first().waitFor(within);
  if (await menu.isVisible()) await menu.click();
  await answer.waitFor(within);
}

function nameOf(document) {
  return document.match(/\w+ (\w+)/)[1];
}

test("explorer: the page asks for a key, and keeps it", { skip }, async () => {
  await page.goto(GRAPHQL);
  assert.equal(await page.locator(".graphiql-container").count(), 0);
  await page.locator("#key").fill(process.env.CONCORD_KEY);
  await page.getByRole("button", { name: "Use this key" }).click();
  await page.locator(".graphiql-container").waitFor(within);
  await page.reload();
  await page.locator(".graphiql-container").waitFor(within);
  assert.equal(await page.locator("#key").inputValue(), process.env.CONCORD_KEY);
});

test("explorer: a query is answered", { skip }, async () => {
  await run(operations.query, /"data"/);
  await page.screenshot({ path: join(PICTURES, "query.png") });
});

test("explorer: a named subscription is followed", { skip }, async () => {
  const { query } = await operations.subscription(ask);
  const field = query.match(/\{ (\w+)/)[1];
  await run(query, new RegExp(`"${field}"`));
  await page.screenshot({ path: join(PICTURES, "subscription.png") });
});

test("explorer: no other host was asked for anything, and nothing was complained of", { skip }, () => {
  assert.deepEqual(foreign, []);
  assert.deepEqual(complaints, []);
});

test("explorer: a wrong key is said to be wrong", { skip }, async () => {
  await page.locator("#key").fill("ck_wrong");
  await page.getByRole("button", { name: "Use this key" }).click();
  await page.locator(".bar output", { hasText: /.{8}/ }).waitFor(within);
});
