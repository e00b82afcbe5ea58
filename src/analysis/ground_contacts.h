// Which foot stands on the ground when, from the movement alone.
#pragma once

#include <array>
#include <optional>

#include "analysis/load_model.h"
#include "core/result.h"
#include "dynamics/ground_estimate.h"
#include "gait/event_table.h"
#include "gait/gait_events.h"
#include "record/coordinate_motion.h"

namespace hamstring::analysis {

struct GroundContacts {
  std::array<dynamics::FootContacts, 2> feet;  ///< by Side
  bool walks = false;
  std::array<SideEvents, 2> events{};  ///< by Side
};

/// From events that somebody gave, or those that are found. Errors: a movement in which neither steps of
/// walking nor of running are found.
[[nodiscard]] Result<GroundContacts> ground_contacts(const LoadedModel& model, const CoordinateMotion& motion,
                                                     const std::optional<EventTable>& given = {});

/// One foot's contacts from its events. Before the first event, after the last one, where two strikes or two
/// toe-offs follow each other and where samples are missing nobody knows.
[[nodiscard]] dynamics::FootContacts contacts_of(const SideEvents& events);

}  // namespace hamstring::analysis
