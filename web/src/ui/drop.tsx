// Files come in by dropping or by choosing; both end at the same place.
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";

export function FileDrop({
  label,
  hint,
  accept,
  many = false,
  take,
  children,
}: {
  label: string;
  hint: string;
  accept: string;
  many?: boolean;
  take: (files: File[]) => void;
  children?: ComponentChildren;
}) {
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    <div
      class={over ? "drop over" : "drop"}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault();
        setOver(false);
        take([...(e.dataTransfer?.files ?? [])]);
      }}
    >
      <p class="quiet">{hint}</p>
      <input
        id={id}
        class="visually-hidden"
        type="file"
        multiple={many}
        accept={accept}
        onChange={(e) => {
          take([...(e.currentTarget.files ?? [])]);
          e.currentTarget.value = "";
        }}
      />
      <label class="button" for={id}>
        {label}
      </label>
      {children}
    </div>
  );
}
