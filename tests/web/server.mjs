// A server of its own for the checks, on a port that is free.
import { spawn } from "node:child_process";

/** `env`: more than this process has. Resolves once it says where it listens. */
export async function serve(program, database, env = {}) {
  const server = spawn(program, ["serve", "--db", database, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, ...env } });
  const address = await new Promise((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (data) => {
      said += data;
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    });
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { server, address };
}
