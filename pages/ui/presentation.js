/* Keys of a presentation: ← → the unit before and after, F full screen, Esc leaves. Draws the hint line. */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".presentation-hint");
  const kept = (root.kept ??= { off: null, full: false, tried: false });
  kept.off?.();
  // Keys that come faster than the pages count from where the last one led.
  kept.at = data.units.indexOf(data.current);

  const go = (step) => {
    const next = kept.at + step;
    if (next < 0 || next >= data.units.length) return;
    kept.at = next;
    setTriggerValue("go", { unit: data.units[next] });
  };
  const leave = () => setTriggerValue("left", true);
  const fill = () => document.documentElement.requestFullscreen?.().catch(() => {});
  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const deeds = {
      ArrowRight: () => go(1), PageDown: () => go(1), ArrowLeft: () => go(-1), PageUp: () => go(-1),
      Escape: leave, f: fill, F: fill,
    };
    const deed = deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  };
  // In full screen the browser keeps Esc for itself and only says that full screen ended.
  const changed = () => {
    if (kept.full && !document.fullscreenElement) leave();
    kept.full = Boolean(document.fullscreenElement);
  };

  root.replaceChildren(
    ...[["←", data.words.before, () => go(-1)], ["→", data.words.after, () => go(1)],
      ["F", data.words.full, fill], ["Esc", data.words.leave, leave]].map(([key, word, deed]) => {
      const button = document.createElement("button");
      const name = document.createElement("kbd");
      name.textContent = key;
      button.append(name, word);
      button.addEventListener("click", deed);
      return button;
    }),
    Object.assign(document.createElement("span"), { textContent: data.words.position }),
  );
  document.addEventListener("keydown", press, true);
  document.addEventListener("fullscreenchange", changed);
  if (!kept.tried && navigator.userActivation?.isActive) fill();
  kept.tried = true;
  kept.off = () => {
    document.removeEventListener("keydown", press, true);
    document.removeEventListener("fullscreenchange", changed);
  };
  return () => {
    kept.off?.();
    kept.off = null;
    if (!root.isConnected && document.fullscreenElement) document.exitFullscreen().catch(() => {});
  };
}
