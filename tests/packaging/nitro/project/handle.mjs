// Calls the handler of an edge function, and prints what it answers to each path: handle.mjs <module> <path>…
const [file, ...paths] = globalThis.Deno?.args ?? process.argv.slice(2);
const { default: handler } = await import(new URL(file, import.meta.url));
for (const path of paths) {
  const response = await handler(new Request(`http://localhost${path}`), { waitUntil() {} });
  console.log(`SCENARIO ${await response.text()}`);
}
// Nitro keeps timers running.
globalThis.Deno ? Deno.exit() : process.exit();
