// How a session is heard, and whether it goes on by itself: chosen once, kept on this device.
import { useWords } from "../../i18n";
import { change, useSettings } from "../../settings";
import { canSpeak, hush, wakeSound, type Sound } from "../../sound";
import { Choice } from "../../ui/basics";

export function SoundChoice() {
  const t = useWords().day.sound;
  const { sound, goesOn } = useSettings();
  const options = [{ id: "off", name: t.off }, { id: "tones", name: t.tones }, ...(canSpeak() ? [{ id: "voice", name: t.voice }] : [])];
  return (
    <section class="hands-free">
      <Choice
        label={t.label}
        row
        options={options}
        value={sound === "voice" && !canSpeak() ? "tones" : sound}
        onChange={(id) => {
          change({ sound: id as Sound });
          hush();
          wakeSound();
        }}
      />
      <label class="check">
        <input type="checkbox" checked={goesOn} onChange={(e) => change({ goesOn: e.currentTarget.checked })} /> {t.goesOn}
      </label>
      <p class="quiet small">{t.help}</p>
    </section>
  );
}
