// The data blocks of the page. A line is JSON, or deflated JSON in base64 where that is smaller.

function readSettings(name) {
  return JSON.parse(document.getElementById(`${name}_settings`).textContent);
}

function linesOf(name, part) {
  const text = document.getElementById(`${name}_${part}`).textContent;
  return text === "" ? [] : text.split("\n");
}

async function unpack(line) {
  if (line[0] === "{" || line[0] === "[") return JSON.parse(line);
  const stream = new Blob([bytesOf(line)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

async function readPart(name, part) {
  return unpack(linesOf(name, part)[0]);
}

// Texts are most of the file. They lie in chunks of rows, each of which is read when it is first needed.
function chunkReader(name, part, rowsInChunk) {
  const lines = linesOf(name, part);
  const asked = [];
  const read = [];

  async function readChunk(chunk) {
    asked[chunk] ??= unpack(lines[chunk]).then((columns) => (read[chunk] = columns));
    return asked[chunk];
  }

  return {
    async need(rows) {
      const chunks = new Set(Array.from(rows, (row) => Math.floor(row / rowsInChunk)));
      await Promise.all(Array.from(chunks, readChunk));
    },
    needAll: () => Promise.all(lines.map((_, chunk) => readChunk(chunk))),
    has: (row) => read[Math.floor(row / rowsInChunk)] !== undefined,
    get: (name, row) => read[Math.floor(row / rowsInChunk)]?.[name]?.[row % rowsInChunk] ?? null,
  };
}
