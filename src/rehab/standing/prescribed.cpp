#include "rehab/standing/prescribed.h"

#include <algorithm>
#include <cmath>

#include "rehab/standing/growth.h"

namespace hamstring::rehab {
namespace {

/// What was done of it, with its weight where one was told.
Dose as_it_was_done(const DoneLine& done) {
  Dose asked;
  if (done.load_kg) asked.load_kg = done.load_kg;
  return done_dose(done, asked);
}

/// How the exercise itself was borne: its own worst pain, where it was told, decides beside the session's.
Tolerance tolerance_of_line(const SessionRecord& session, const DoneLine& done, double limit) {
  return tolerance_of(session.before, done.worst.or_else(session.worst), session.morning, limit);
}

void count_borne(Borne& borne, const Dose& dose) {
  borne.total = std::max(borne.total, dose.total());
  borne.total_since_hurt = std::max(borne.total_since_hurt, dose.total());
  if (!dose.load_kg) return;
  borne.load_kg = std::max(borne.load_kg, *dose.load_kg);
  borne.volume = std::max(borne.volume, dose.volume());
  borne.volume_since_hurt = std::max(borne.volume_since_hurt, dose.volume());
}

}  // namespace

const PrescriptionRecord* prescription_of(const State& state, std::string_view phase, Day day) {
  const PrescriptionRecord* latest = nullptr;
  // The leg of an episode before is another one: what was prescribed for it is over.
  const Day since = state.onset_or(Day{});
  for (const PrescriptionRecord& record : state.ledger.prescriptions) {
    const PrescriptionEntry& body = *record.body;
    if (record.at.first < since || record.at.first > day) continue;
    if (!body.phase.empty() && body.phase != phase) continue;
    if ((body.from && day < *body.from) || (body.until && day > *body.until)) continue;
    if (latest == nullptr || record.at >= latest->at) latest = &record;
  }
  return latest;
}

Dose dose_of(const PrescribedLine& line) {
  return {.amounts = std::vector<double>(static_cast<std::size_t>(std::max(1, line.sets)), line.amount),
          .load_kg = line.load_kg};
}

Borne borne_of(const State& state, std::string_view exercise) {
  Borne borne;
  if (state.protocol == nullptr) return borne;
  const double limit = pain_limit_of(settings_of(state.ledger), *state.protocol);
  const Day since = state.onset_or(Day{});
  for (const SessionRecord& session : state.ledger.sessions) {
    if (session.body == nullptr || session.day < since) continue;
    for (const DoneLine& done : session.body->lines) {
      if (done.exercise != exercise || done.sets <= 0) continue;
      const Tolerance tolerance = tolerance_of_line(session, done, limit);
      if (tolerance == Tolerance::tolerated) count_borne(borne, as_it_was_done(done));
      if (tolerance != Tolerance::not_tolerated) continue;
      borne.hurt_on = session.day;
      borne.hurt = as_it_was_done(done);
      borne.total_since_hurt = borne.volume_since_hurt = 0.0;
    }
  }
  return borne;
}

bool above(const Dose& dose, const Borne& borne) {
  if (dose.total() > borne.total + dose_rounding) return true;
  if (!dose.load_kg) return false;
  return *dose.load_kg > borne.load_kg + dose_rounding || dose.volume() > borne.volume + dose_rounding;
}

double start_of(const State& state, std::string_view exercise) {
  std::optional<double> smallest;
  if (state.protocol == nullptr) return 0.0;
  const std::size_t last = state.phase.value_or(0);
  for (std::size_t i = 0; i <= last && i < state.protocol->phases.size(); ++i) {
    for (const ContentLine& line : state.protocol->phases[i].content) {
      if (std::ranges::find(line.options, exercise) == line.options.end()) continue;
      const double start = first_dose(line).volume();
      smallest = std::min(smallest.value_or(start), start);
    }
  }
  return smallest.value_or(0.0);
}

Dose with_volume(const Dose& wanted, double volume) {
  if (wanted.volume() <= volume + dose_rounding) return wanted;
  ContentLine line;
  line.progress = ContentLine::Progress::fixed;
  return dose_at_most(line, 0.0, volume, wanted);
}

Dose less_after_hurt(const State& state, const Borne& borne, const Dose& wanted) {
  if (!borne.hurt) return wanted;
  const double share = 1.0 - state.protocol->dose_back;
  Dose less = wanted;
  // What was too much without a weight is not asked with one.
  if (less.load_kg && !borne.hurt->load_kg) less.load_kg.reset();
  const bool loaded = less.load_kg.has_value();
  const double hurt = loaded ? borne.hurt->volume() : borne.hurt->total();
  const double since = loaded ? borne.volume_since_hurt : borne.total_since_hurt;
  return with_volume(less, std::max(share * hurt, since));
}

}  // namespace hamstring::rehab
