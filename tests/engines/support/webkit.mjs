import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { Builder } from "selenium-webdriver";
import { PATIENCE_MS } from "../../browser/support/chromium.mjs";

/** WebKitGTK's MiniBrowser in an X server without a screen, driven over WebDriver. */
export async function startWebKit() {
  const { WEBKIT_MINIBROWSER: binary, WEBKIT_WEBDRIVER: webDriver, XVFB: xvfb } = process.env;
  const programs = [];
  const stop = () => {
    for (const program of programs.reverse()) program.kill();
  };
  process.once("exit", stop);
  try {
    const [screen, display] = await startXvfb(xvfb);
    programs.push(screen);
    const port = await freePort();
    const env = { ...process.env, DISPLAY: display };
    programs.push(spawn(webDriver, [`--port=${port}`], { env, stdio: "ignore" }));
    await answersAt(`http://127.0.0.1:${port}/status`);
    return await connect(port, binary, stop);
  } catch (error) {
    stop();
    throw error;
  }
}

async function connect(port, binary, stop) {
  const driver = await new Builder()
    .usingServer(`http://127.0.0.1:${port}`)
    .withCapabilities({
      browserName: "MiniBrowser",
      "webkitgtk:browserOptions": { binary, args: ["--automation"] },
    })
    .build();
  await driver.manage().setTimeouts({ script: PATIENCE_MS, pageLoad: PATIENCE_MS });
  const capabilities = await driver.getCapabilities();
  return {
    version: capabilities.getBrowserVersion(),
    goTo: (url) => driver.get(url),
    evaluate: (script) => evaluate(driver, script),
    async close() {
      await driver.quit().catch(() => {});
      stop();
    },
  };
}

/** Returns what a script resolves to. The other drivers wait for promises by themselves. */
async function evaluate(driver, script) {
  const { value, error } = await driver.executeAsyncScript(`
    const done = arguments[arguments.length - 1];
    Promise.resolve(${script}).then(
      (value) => done({ value }),
      (error) => done({ error: error + " " + error?.stack }),
    );
  `);
  if (error !== undefined) throw new Error(error);
  return value;
}

/** Starts Xvfb on a display that it finds free itself. */
async function startXvfb(program) {
  const screen = spawn(program, ["-displayfd", "3", "-screen", "0", "1300x1000x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const [number] = await once(createInterface({ input: screen.stdio[3] }), "line");
  return [screen, `:${number}`];
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function answersAt(url) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return;
    if (Date.now() > deadline) throw new Error(`No WebDriver answers at ${url}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
