#include "knowledge/protocol.h"

#include <algorithm>

namespace hamstring::rehab {

const Rung* rung_of(const Protocol& protocol, int order) {
  const auto found = std::ranges::find(protocol.rungs, order, &Rung::order);
  return found == protocol.rungs.end() ? nullptr : &*found;
}

const Rung* rung_named(const Protocol& protocol, std::string_view id) {
  const auto former = std::ranges::find(protocol.former_rungs, id, &FormerRung::id);
  const std::string_view now = former == protocol.former_rungs.end() ? id : former->counts_as;
  const auto found = std::ranges::find(protocol.rungs, now, &Rung::id);
  return found == protocol.rungs.end() ? nullptr : &*found;
}

bool opens(const Protocol& protocol, const Phase& phase, int order) {
  int lowest = 0;
  for (const Rung& rung : protocol.rungs) {
    const bool named = std::ranges::find(phase.rungs, rung.id) != phase.rungs.end();
    if (named && rung.order == order) return true;
    if (named && lowest == 0) lowest = rung.order;
  }
  return lowest != 0 && order < lowest;
}

const Prevention::Week* week_of(const Prevention& program, int week) {
  for (const Prevention::Week& row : program.weeks) {
    if (week >= row.from && week <= row.to) return &row;
  }
  return program.then ? &*program.then : program.weeks.empty() ? nullptr : &program.weeks.back();
}

}  // namespace hamstring::rehab
