// The day's own sentence, what comes next, and the week around it. Facts and words are the engine's; this shows them.
import type { Today, Why } from "../../api";
import { useWords } from "../../i18n";
import { locale } from "../../settings";
import { WhyLine } from "../../ui/evidence";

type Story = NonNullable<Today["story"]>;

/** The story of the word that stands above it: where something was logged without a connection it is another day's. */
export function storyOf(today: Today): Story | null {
  const { story } = today;
  return story && story.head === today.after_morning && story.lead !== "" ? story : null;
}

/** The one line why today looks like this, with what stands beside it. */
export function Lead({ today, why }: { today: Today; why: Why | undefined }) {
  const story = storyOf(today);
  const line = why ? <WhyLine why={why} /> : today.headline;
  if (!story) return <p class="lead">{line}</p>;
  return (
    <>
      {story.reached && (
        <p class="reached" role="status">
          {story.reached}
        </p>
      )}
      <p class="lead">{story.lead}</p>
      {story.beside && <p class="quiet beside-lead">{why && why.text === story.beside ? line : story.beside}</p>}
    </>
  );
}

const marks: Record<Story["week"][number]["state"], string> = {
  done: "●",
  due: "◐",
  planned: "○",
  rest: "–",
  free: "–",
  ill: "+",
  none: "–",
  before: "",
  open: "?",
};

/** Monday to Sunday: a mark and its word for each day. */
function Week({ week }: { week: Story["week"] }) {
  const t = useWords().day;
  const letters = new Intl.DateTimeFormat(locale(), { weekday: "short", timeZone: "UTC" });
  return (
    <ol class="week" aria-label={t.week}>
      {week.map((day) => (
        <li key={day.day} data-state={day.state} {...(day.today ? { "aria-current": "date" as const } : {})}>
          <span class="visually-hidden">
            {day.weekday}
            {day.today && `, ${t.isToday}`}: {day.state_name}
          </span>
          <span aria-hidden="true" class="small">
            {letters.format(new Date(`${day.day}T00:00:00Z`))}
          </span>
          <span aria-hidden="true" class="mark" title={day.state_name}>
            {marks[day.state]}
          </span>
          <span aria-hidden="true" class="small quiet word">
            {day.state_name}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Below what there is to do: the week, what comes next, how it goes. */
export function Ahead({ today }: { today: Today }) {
  const t = useWords().day;
  const { story } = today;
  if (!story) return null;
  const current = story.head === today.after_morning;
  return (
    <section class="ahead">
      <Week week={story.week} />
      {current && story.next && (
        <>
          <h2>{t.next}</h2>
          <p class="next">{story.next}</p>
        </>
      )}
      {current && story.trend && <p class="trend">{story.trend}</p>}
    </section>
  );
}
