#!/usr/bin/env python3
"""Recomputes the tables of README.md from healing.toml and intervals.toml: the median person's curves at days, the
residuals against what was published, and a drawn population. Exit 1 if a file does not parse, a number lacks its
marks, or a residual is larger than its tolerance. Knows nothing of the software under test."""

import math
import pathlib
import random
import statistics
import sys
import tomllib

HERE = pathlib.Path(__file__).parent
DAYS = [2, 7, 14, 21, 28, 42, 90]
SOURCES = {path.stem for path in (HERE / "../../data/sources").glob("*.toml")}
CONFIDENCE = {"read", "derived", "our_assumption"}


def faults(table, path, references):
    if not isinstance(table, dict):
        return
    if "confidence" in table:
        if table["confidence"] not in CONFIDENCE:
            yield f"{path}: confidence {table['confidence']}"
        for source in table.get("sources", []) or ["none"]:
            if source not in SOURCES and source not in references:
                yield f"{path}: source {source} is in neither data/sources nor README.md"
    elif "value" in table and "measure" not in table:
        yield f"{path}: a value without confidence"
    for key, inner in table.items():
        if isinstance(inner, dict):
            yield from faults(inner, f"{path}.{key}", references)
        elif isinstance(inner, list):
            for index, item in enumerate(inner):
                yield from faults(item, f"{path}.{key}[{index}]", references)


class Person:
    """One drawn person; the median person when no generator is given."""

    def __init__(self, healing, picture, generator=None, scale=1.0, plain=False):
        self.constants = healing["constants"]
        self.picture = healing["pictures"][picture]
        self.generator, self.scale = generator, scale
        self.shared = healing["person"]["shared"]["value"]
        self.time = self.severity = 0.0
        self.drawn = {}
        if generator:
            r = healing["person"]["correlation_time_severity"]["value"]
            self.time = self.normal()
            self.severity = r * self.time + math.sqrt(1 - r * r) * self.normal()

    def normal(self):
        return max(-2.5, min(2.5, self.generator.gauss(0, 1)))

    def number(self, *path):
        if path not in self.drawn:
            entry = self.picture
            for key in path:
                entry = entry[key]
            value = entry["value"]
            days = path[-1].endswith("_days")
            if self.generator and entry["spread"]:
                z = self.time if days else self.severity
                z = -z if path[-1] == "start" else z
                noise = self.shared * z + math.sqrt(1 - self.shared**2) * self.normal()
                value *= math.exp(entry["spread"] * noise)
            self.drawn[path] = value * (self.scale if days else 1)
        return self.drawn[path]

    def deficit(self, t, *path):
        entry = self.picture
        for key in path:
            entry = entry[key]
        total = self.number(*path, "fast") * math.exp(-t / self.number(*path, "fast_days"))
        if "slow" in entry:
            total += self.number(*path, "slow") * math.exp(-t / self.number(*path, "slow_days"))
        return total

    def speed(self, t):
        start = min(95.0, self.number("speed_tolerance", "start"))
        share = t / self.number("speed_tolerance", "full_days")
        return min(100.0, start + (100 - start) * share ** self.number("speed_tolerance", "power"))

    def at(self, measure, t):
        if measure == "pain_at_injury":
            return self.number("pain_at_injury", "peak")
        if measure.startswith("strength_ratio_"):
            factor = self.constants["strength_factor_" + measure.rsplit("_", 1)[1]]["value"]
            return max(0.05, 1 - factor * self.deficit(t, "strength_outer"))
        if measure.startswith("pain.run_"):
            return min(10.0, self.constants["pain_per_point"]["value"] * max(0.0, int(measure[9:]) - self.speed(t)))
        if measure.startswith("pain."):
            value = self.deficit(t, "pain", measure[5:])
            return 0.0 if value < self.constants["pain_floor"]["value"] else min(10.0, value)
        if measure == "speed_tolerance":
            return self.speed(t)
        if measure == "h_test_insecurity":
            if self.picture["speed_tolerance"]["start"]["value"]:
                return 0.0
            end = self.constants["insecurity_factor"]["value"] * self.number("speed_tolerance", "full_days")
            return 100 * max(0.0, 1 - (t / end) ** self.constants["insecurity_power"]["value"])
        value = self.deficit(t, measure)
        return 0.0 if measure == "tenderness_length" and value < self.constants["tenderness_floor"]["value"] else value

    def well(self, limits):
        measures = {"strength_ratio_outer": limits["strength_ratio_outer_at_least"]["value"]}
        upper = {"knee_extension_deficit": "knee_extension_deficit_at_most",
                 "straight_leg_raise_deficit": "straight_leg_raise_deficit_at_most",
                 "tenderness_length": "tenderness_length_at_most"}
        for day in range(0, 1000):
            if self.speed(day) < limits["speed_tolerance_at_least"]["value"]:
                continue
            if any(self.at(name, day) < least for name, least in measures.items()):
                continue
            if any(self.at(name, day) > limits[key]["value"] for name, key in upper.items()):
                continue
            if all(self.at("pain." + act, day) <= limits["every_pain_at_most"]["value"] for act in self.picture["pain"]):
                return day
        return 1000


def mixed(healing, people, measure, day):
    if people in healing["pictures"]:
        return Person(healing, people).at(measure, day)
    shares = {k: v for k, v in healing["mixtures"][people].items() if isinstance(v, float)}
    return sum(share * Person(healing, picture).at(measure, day) for picture, share in shares.items()) / sum(shares.values())


def main():
    healing = tomllib.loads((HERE / "healing.toml").read_text())
    intervals = tomllib.loads((HERE / "intervals.toml").read_text())
    readme = (HERE / "README.md").read_text() if (HERE / "README.md").exists() else ""
    references = {f"r{i:02}" for i in range(1, 30) if f"| r{i:02} |" in readme}
    wrong = [*faults(healing, "healing", references), *faults(intervals, "intervals", references)]

    measures = ["strength_ratio_outer", "strength_ratio_inner", "knee_extension_deficit", "straight_leg_raise_deficit",
                "tenderness_length", "pain.walking", "pain.brisk_walking", "pain.stairs", "pain.single_leg_squat",
                "pain.single_leg_bridge", "pain.sitting", "pain.isometric_test", "speed_tolerance", "pain.run_40",
                "pain.run_70", "pain.run_85", "pain.run_95", "h_test_insecurity"]
    for picture in healing["pictures"]:
        print(f"\n### {picture}\n\n| measure | " + " | ".join(f"day {d}" for d in DAYS) + " |\n|---|" + "---|" * len(DAYS))
        for measure in measures:
            digits = 2 if "ratio" in measure else 0 if measure in ("speed_tolerance", "h_test_insecurity") else 1
            row = [f"{Person(healing, picture).at(measure, d):.{digits}f}" for d in DAYS]
            print(f"| {measure} | " + " | ".join(row) + " |")

    print("\n### Curves against published points\n\n| measure | people | day | published | curve | residual | tolerance | sources |\n|---|---|---|---|---|---|---|---|")
    for point in healing["published"]:
        value = mixed(healing, point["people"], point["measure"], point["day"])
        residual = value - point["value"]
        sign = "≥ " if point.get("at_least") else "≤ " if point.get("at_most") else ""
        off = residual < -point["tolerance"] if point.get("at_least") else residual > point["tolerance"] if point.get("at_most") else abs(residual) > point["tolerance"]
        if off:
            wrong.append(f"published {point['measure']} {point['people']} day {point['day']}: residual {residual:.2f}")
        print(f"| {point['measure']} | {point['people']} | {point['day']} | {sign}{point['value']:g} | {value:.2f} | {residual:+.2f} | {point['tolerance']:g} | {', '.join(point['sources'])} |")

    generator = random.Random(12)
    print("\n### Drawn people (n 3000 a picture, full compliance, no prone and no non-responders)\n")
    print("| picture | walks without pain, day | jogs (40 %) | 70 % | 85 % | 95 % | 100 %: median (quartiles) | all 'well': median (quartiles) | well at scale 0.75 | 1.25 |\n|---|---|---|---|---|---|---|---|---|---|")
    for picture in healing["pictures"]:
        people = [Person(healing, picture, generator) for _ in range(3000)]
        limits = healing["well"] | healing["well"].get(picture, {})

        def first(condition, person):
            return next((d / 4 for d in range(0, 1600) if condition(person, d / 4)), 400)

        walk = statistics.median(first(lambda p, t: p.at("pain.walking", t) == 0, p) for p in people[:500])
        reach = [statistics.median(first(lambda p, t, v=v: p.speed(t) >= v, p) for p in people[:500]) for v in (40, 70, 85, 95)]
        full = statistics.quantiles([p.number("speed_tolerance", "full_days") for p in people], n=4)
        well = statistics.quantiles([p.well(limits) for p in people[:800]], n=4)
        scaled = [Person(healing, picture, scale=s).well(limits) for s in (0.75, 1.25)]
        print(f"| {picture} | {walk:.0f} | " + " | ".join(f"{r:.0f}" for r in reach) + f" | {full[1]:.0f} ({full[0]:.0f}-{full[2]:.0f}) | {well[1]:.0f} ({well[0]:.0f}-{well[2]:.0f}) | {scaled[0]} | {scaled[1]} |")

    print("\n### Mixed cohorts: day on which full speed is tolerated\n\n| mixture | quartiles | R² of that day on outer strength, day 3 | on strength, knee extension and tenderness, day 7 (largest single) |\n|---|---|---|---|")
    for name, table in healing["mixtures"].items():
        shares = {k: v for k, v in table.items() if isinstance(v, float)}
        people = [Person(healing, p, generator) for p in generator.choices(list(shares), list(shares.values()), k=4000)]
        days = [p.number("speed_tolerance", "full_days") for p in people]
        logs = [math.log(d) for d in days]
        square = lambda m, t: statistics.correlation([p.at(m, t) for p in people], logs) ** 2
        quartiles = statistics.quantiles(days, n=4)
        best = max(square(m, 7) for m in ("strength_ratio_outer", "knee_extension_deficit", "tenderness_length"))
        print(f"| {name} | {quartiles[0]:.0f} / {quartiles[1]:.0f} / {quartiles[2]:.0f} | {square('strength_ratio_outer', 3):.2f} | {best:.2f} |")

    measure, side = healing["measure"], healing["baseline"]
    error = math.hypot(measure["knee_extension_injured_between_testers"]["value"], measure["knee_extension_one_tester_healthy"]["value"])
    noise = {"knee_extension_deficit": math.hypot(error, side["side_difference_knee_extension"]["spread"]),
             "strength_ratio_outer": math.hypot(measure["strength_clinic"]["value"] * math.sqrt(2), side["side_difference_strength"]["spread"]),
             "straight_leg_raise_deficit": measure["straight_leg_raise_one_tester_healthy"]["value"] * math.sqrt(2),
             "tenderness_length": measure["tenderness_length"]["value"]}
    print("\n### Spread between people, error of measurement added\n\n| measure | people | day | quartiles | mean (sd) | published |\n|---|---|---|---|---|---|")
    for name, mixture, day, published in (
            ("knee_extension_deficit", "amateurs_grade_1_and_2", 10, "3 (10), 7 (9) degrees (r02)"),
            ("straight_leg_raise_deficit", "amateurs_grade_1_and_2", 10, "2 (5), 2 (3) degrees (r02)"),
            ("strength_ratio_outer", "amateurs_grade_1_and_2", 10, "0.87 (0.21), 0.87 (0.20) (r02)"),
            ("strength_ratio_outer", "professionals_with_visible_injury", 3, "median 0.43, mean 0.50, range 0.08-1.13 (s065)"),
            ("tenderness_length", "professionals_with_visible_injury", 3, "7 (5.3-12), 8.5 (6-10.5) cm (s229)")):
        shares = {k: v for k, v in healing["mixtures"][mixture].items() if isinstance(v, float)}
        seen = [Person(healing, p, generator).at(name, day) + generator.gauss(0, noise[name])
                for p in generator.choices(list(shares), list(shares.values()), k=4000)]
        low, middle, high = statistics.quantiles(seen, n=4)
        print(f"| {name} | {mixture} | {day} | {low:.2f} / {middle:.2f} / {high:.2f} | {statistics.mean(seen):.2f} ({statistics.stdev(seen):.2f}) | {published} |")

    hazard = healing["reinjury"]
    total = lambda u: hazard["early"]["value"] * (1 - math.exp(-u / hazard["early_days"]["value"])) + hazard["late"]["value"] * u
    print("\nReinjury, average person: " + ", ".join(f"{u} days {100 * (1 - math.exp(-total(u))):.1f} %" for u in (25, 60, 180, 365)))

    for accept in intervals["accept"]:
        if accept["fastest_arm"] not in {arm["id"] for arm in intervals["arm"]}:
            wrong.append(f"intervals: fastest_arm {accept['fastest_arm']} is no arm")
    for row in intervals["no_trial"]:
        if len(row["pictures"]) != len(row["nearest"]):
            wrong.append(f"intervals: no_trial {row['protocol']}: pictures and nearest differ in length")
        for near in row["nearest"]:
            if near != "none" and near not in {arm["id"] for arm in intervals["arm"]}:
                wrong.append(f"intervals: nearest {near} is no arm")
    for fault in wrong:
        print("FAULT " + fault, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
