// Holds the editor of places in a sandboxed frame, tells it what to show, and sends back what was done, keys included.
const frames = new WeakMap();

class PlacingFrame {
  constructor(parent) {
    this.root = parent.querySelector(".map-root");
    this.ready = false;
    this.hear = (message) => this.heard(message);
    this.press = (event) => this.pressed(event);
    window.addEventListener("message", this.hear);
    document.addEventListener("keydown", this.press, true);
  }

  // Called for every run of the page: what came from Python, and the ways back.
  update({ data, setStateValue, setTriggerValue }) {
    this.trigger = setTriggerValue;
    this.root.style.height = data.height;
    this.state = data.state;
    this.sequence = data.sequence;
    if (data.document && this.version !== data.version) this.load(data);
    if (!this.frame || this.version !== data.version) {
      // Newly mounted, while Python believed that the document was here.
      setTriggerValue("ask", data.sequence);
      return;
    }
    if (data.document) setStateValue("has", data.version);
    if (this.ready) this.post();
  }

  load({ document: html, version, title }) {
    if (this.frame) this.frame.remove();
    this.ready = false;
    this.version = version;
    this.frame = document.createElement("iframe");
    this.frame.setAttribute("sandbox", "allow-scripts");
    this.frame.title = title;
    this.frame.srcdoc = html;
    this.root.appendChild(this.frame);
  }

  post() {
    this.frame.contentWindow.postMessage({ type: "state", state: this.state, sequence: this.sequence }, "*");
  }

  // Only the window of our own frame is listened to.
  heard(message) {
    if (!this.frame || message.source !== this.frame.contentWindow) return;
    const { type, event, sequence } = message.data;
    if (type === "ready") {
      this.ready = true;
      this.post();
    } else if (type === "painted") {
      this.root.dataset.painted = sequence;
      this.root.dataset.project = this.state.code;
    } else if (type === "event" && event.kind === "key") this.act(event.key);
    else if (type === "event") this.trigger("event", event);
  }

  // Keys of the page, unless somebody writes or stands on something that has a meaning for Enter.
  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !this.root.isConnected) return;
    if (!/^([1-9]|Enter|ArrowLeft|ArrowRight)$/.test(event.key)) return;
    const target = event.composedPath()[0];
    const radio = target.matches && target.matches("input[type=radio]");
    if (!radio && target.closest && target.closest("input, textarea, select, [contenteditable], [role=combobox], [role=dialog]")) return;
    if (event.key === "Enter" && target.closest && target.closest("button, a, summary")) return;
    event.preventDefault();
    event.stopPropagation();
    this.act(event.key);
  }

  act(key) {
    if (/^[1-9]$/.test(key)) {
      const number = Number(key);
      if (this.state.candidates.some((candidate) => candidate.number === number)) this.trigger("event", { kind: "choose", number });
    } else this.trigger("event", { kind: { Enter: "confirm", ArrowLeft: "previous", ArrowRight: "next" }[key], code: this.state.code });
  }

  close() {
    window.removeEventListener("message", this.hear);
    document.removeEventListener("keydown", this.press, true);
    if (this.frame) this.frame.remove();
  }
}

export default function (component) {
  const { parentElement } = component;
  if (!frames.has(parentElement)) frames.set(parentElement, new PlacingFrame(parentElement));
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
