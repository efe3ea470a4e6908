// Every screen of the gallery, in the four ways, passes every check.
import { after, before, test } from "node:test";
import { launch, matrix, open, picture, serve, visit } from "./harness.mjs";
import { checkPage } from "./checks.mjs";
import { budget, composerBudget, measure, publicBudget, within } from "./budgets.mjs";

let browser, gallery, paths;

before(async () => {
  [browser, gallery] = await Promise.all([launch(), serve("go", ["run", "./web/ui/gallery", "-port", "0"])]);
  const page = await open(browser, gallery.address);
  await visit(page, "/");
  paths = await page.$$eval("main .task__link", (links) => links.map((a) => a.getAttribute("href")));
  await page.context().close();
});

after(async () => {
  await browser?.close();
  gallery?.stop();
});

test("there are screens to look at", () => {
  if (!(paths.length > 10)) throw new Error(`only ${paths.length} screens`);
});

// The dark theme changes colours alone, so what is about place is looked at in the light.
const sameInTheDark = ["focus", "targets", "narrowText", "reflow"];

for (const way of matrix) {
  test(`every screen at ${way.name}`, async (t) => {
    for (const path of ["/", ...paths]) {
      await t.test(path, async () => {
        const page = await open(browser, gallery.address, way);
        try {
          await visit(page, path);
          await picture(page, `${path.slice(1) || "galeria"}-${way.name}`);
          await checkPage(page, { except: way.scheme === "dark" ? sameInTheDark : [] });
        } finally {
          await page.context().close();
        }
      });
    }
  });
}

test("the pseudo-language, 40 % longer, does not overflow", async (t) => {
  for (const path of paths) {
    await t.test(path, async () => {
      const page = await open(browser, gallery.address, matrix[2]);
      try {
        await visit(page, `${path}?lang=qps`);
        await checkPage(page, { except: ["focus", "axe"] }); // both are seen in Spanish; qps is no language
      } finally {
        await page.context().close();
      }
    });
  }
});

/** Measures a page of the gallery as a slow phone loads it. */
async function slowly(t, path) {
  const page = await open(browser, gallery.address, matrix[2]);
  try {
    const seen = await measure(page, path);
    t.diagnostic(JSON.stringify(seen));
    return seen;
  } finally {
    await page.context().close();
  }
}

test("budgets on a slow phone", async (t) => {
  for (const path of paths) {
    await t.test(path, async (t) => {
      const limits = path.startsWith("/redactar") ? composerBudget : path.startsWith("/publico") ? publicBudget : budget;
      try {
        within(await slowly(t, path), limits);
      } catch (error) { // on a busy machine the font may come after the first paint: what is over is over again
        t.diagnostic(`${error.message}; once more`);
        within(await slowly(t, path), limits);
      }
    });
  }
});
