// What a session sounds like: tones or a voice, where the browser has them and nobody muted it, and a short buzz. Nothing
// of it is needed: everything stands on the screen too.
import { settings } from "./settings";

export type Sound = "off" | "tones" | "voice";

let context: AudioContext | null = null;

/** A browser lets sound begin with a press: called by every one that starts something. */
export function wakeSound(): void {
  if (settings().sound === "off") return;
  try {
    context ??= new AudioContext();
    if (context.state === "suspended") void context.resume();
  } catch {
    context = null;
  }
}

function tone(frequency: number, seconds: number): void {
  if (settings().sound === "off" || context === null) return;
  try {
    const end = context.currentTime + seconds;
    const source = context.createOscillator();
    const level = context.createGain();
    source.frequency.value = frequency;
    level.gain.setValueAtTime(0.2, context.currentTime);
    level.gain.exponentialRampToValueAtTime(0.001, end);
    source.connect(level).connect(context.destination);
    source.start();
    source.stop(end);
  } catch {
    // A device without sound still counts.
  }
}

export const canSpeak = (): boolean => "speechSynthesis" in window && "SpeechSynthesisUtterance" in window;

/** Said aloud where a voice was chosen and there is one; what was being said makes room. */
export function say(words: string): void {
  if (settings().sound !== "voice" || !canSpeak()) return;
  try {
    const said = new SpeechSynthesisUtterance(words);
    said.lang = settings().language;
    window.speechSynthesis.cancel();
    window.speechSynthesis.speak(said);
  } catch {
    // As above.
  }
}

export function hush(): void {
  if (canSpeak()) window.speechSynthesis.cancel();
}

const buzz = (pattern: number | number[]): void => {
  try {
    navigator.vibrate?.(pattern);
  } catch {
    // As above.
  }
};

/** Three, two, one. */
export const tick = (): void => tone(660, 0.09);
/** Something begins. */
export function begins(): void {
  tone(990, 0.3);
  buzz(120);
}
/** Something is over. */
export function over(): void {
  tone(495, 0.5);
  buzz([200, 100, 200]);
}
