// Holds the map document in a sandboxed frame and carries bytes to it; sends back what happens in it.
const MAGIC = 0x314d4e4a; // "JNM1", see portfolio/outputs/map_packing.py
const frames = new WeakMap();

function unpack(bytes) {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  if (view.getUint32(0, true) !== MAGIC) throw new Error("not packed map content");
  const length = view.getUint32(4, true);
  const head = JSON.parse(new TextDecoder().decode(copy.subarray(8, 8 + length)));
  const parts = {};
  for (const [name, [, offset, count]] of Object.entries(head.arrays)) {
    const start = 8 + length + offset;
    parts[name] = copy.buffer.slice(start, start + count);
  }
  return { meta: head.meta, parts };
}

class MapFrame {
  constructor(parent) {
    this.root = parent.querySelector(".map-root");
    this.ready = false;
    this.latest = {};
    this.hear = (message) => this.heard(message);
    window.addEventListener("message", this.hear);
  }

  // Called for every run of the page: what came from Python, and the ways back.
  update({ data, setStateValue, setTriggerValue }) {
    this.setState = setStateValue;
    this.trigger = setTriggerValue;
    const { meta, parts } = unpack(data);
    this.root.style.height = meta.height;
    this.root.setAttribute("aria-busy", "false");
    if (parts.document && this.documentVersion !== meta.document) {
      this.load(new TextDecoder().decode(parts.document), meta);
    }
    if (parts.geometry) {
      this.latest.geometry = parts.geometry;
      this.geometryVersion = meta.geometry;
    }
    this.latest.view = parts.view;
    this.sequence = meta.sequence;
    // On a stage of 1920 pixels the smallest words of the map (9.5 px) are to have 24.
    if (this.frame) this.frame.style.zoom = meta.zoom === 1 ? "" : (meta.zoom * window.innerWidth) / 1920;
    const held = this.frame && this.documentVersion === meta.document && this.geometryVersion === meta.geometry;
    if (!held) {
      // Newly mounted, while Python believed that the places were here.
      setTriggerValue("ask", { content: meta.sequence });
      return;
    }
    if (parts.document || parts.geometry) setStateValue("has", { document: meta.document, geometry: meta.geometry });
    if (!this.ready) return;
    if (parts.geometry) this.post("geometry", parts.geometry);
    if (parts.frames) this.post("frames", parts.frames);
    this.post("view", parts.view);
  }

  load(html, meta) {
    if (this.frame) this.frame.remove();
    this.ready = false;
    this.documentVersion = meta.document;
    this.frame = document.createElement("iframe");
    this.frame.setAttribute("sandbox", "allow-scripts");
    this.frame.title = meta.title;
    this.frame.srcdoc = html;
    this.root.appendChild(this.frame);
  }

  post(type, content) {
    this.frame.contentWindow.postMessage({ type, content, sequence: this.sequence }, "*");
  }

  // Only the window of our own frame is listened to.
  heard(message) {
    if (!this.frame || message.source !== this.frame.contentWindow) return;
    const { type, event, sequence } = message.data;
    if (type === "ready") {
      this.ready = true;
      if (this.latest.geometry) this.post("geometry", this.latest.geometry);
      if (this.latest.view) this.post("view", this.latest.view);
    } else if (type === "painted") {
      this.root.dataset.painted = sequence;
      performance.mark("map-painted", { detail: sequence });
    } else if (type === "event") {
      this.trigger("event", event);
    } else if (type === "frames") {
      this.trigger("ask", { frames: this.sequence });
    }
  }

  close() {
    window.removeEventListener("message", this.hear);
    if (this.frame) this.frame.remove();
  }
}

export default function (component) {
  const { parentElement } = component;
  if (!frames.has(parentElement)) frames.set(parentElement, new MapFrame(parentElement));
  const frame = frames.get(parentElement);
  frame.update(component);
  // Streamlit also cleans up after a call that a newer one overtook: only what has left the page is closed.
  return () => {
    setTimeout(() => {
      if (frame.root.isConnected) return;
      frame.close();
      frames.delete(parentElement);
    }, 0);
  };
}
