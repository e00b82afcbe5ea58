// In place of a page that threw: what happened, what is safe, and ways on. Says nothing of what was on the page.
import { Component, type ComponentChildren } from "preact";
import { fill, words } from "../i18n";
import { Title } from "./basics";

/** An address that leads nowhere. */
export function LostPage({ address }: { address: string }) {
  const w = words().leave.lost;
  return (
    <>
      <Title>{w.title}</Title>
      <p>{fill(w.says, { address: address.length > 60 ? `${address.slice(0, 60)}…` : address })}</p>
      <p>
        <a href="#/">{w.back}</a>
      </p>
    </>
  );
}

function Broken({ what, again }: { what: string; again: () => void }) {
  const w = words().leave.broken;
  return (
    <section class="broken" role="alert">
      <Title>{w.title}</Title>
      <p>{fill(w.says, { what })}</p>
      <p>{w.safe}</p>
      <p>
        <strong>{w.doctor}</strong>
      </p>
      <div class="row">
        <button class="main" onClick={again}>
          {w.again}
        </button>
        <a href="#/" onClick={again}>
          {w.back}
        </a>
      </div>
    </section>
  );
}

/** Catches what anything inside it throws while it is shown; at another place it begins anew. */
export class Boundary extends Component<{ children: ComponentChildren; place?: string }, { what: string | null }> {
  override state = { what: null };

  static override getDerivedStateFromError(error: unknown): { what: string } {
    // The kind of fault alone: a message of the language can repeat what somebody entered.
    return { what: error instanceof Error ? error.name : "Error" };
  }

  override componentDidUpdate(before: { place?: string }) {
    if (before.place !== this.props.place && this.state.what !== null) this.setState({ what: null });
  }

  override render() {
    const { what } = this.state;
    return what === null ? this.props.children : <Broken what={what} again={() => this.setState({ what: null })} />;
  }
}
