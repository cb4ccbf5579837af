// Browsers start no worker from disk. A frame does the work of Material's search there, with the same messages.
// (The frame is no .html: MkDocs takes those of a theme for templates.)
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      const frame = Object.assign(document.createElement("iframe"), { hidden: true, title: "Search" });
      frame.src = `${new URL("assets/worker.htm", window.__md_scope).href}?${address.split("/").pop()}`;
      this.frame = new Promise(ready => frame.addEventListener("load", () => ready(frame.contentWindow)));
      addEventListener("message", event => {
        if (event.source === frame.contentWindow) this.dispatchEvent(new MessageEvent("message", { data: event.data }));
      });
      document.body.append(frame);
    }
    async postMessage(data) { (await this.frame).postMessage(data, "*"); }
    terminate() {}
  };
}
