// The single steps of course_of(), each a function from samples to samples. Used by activity_course only.
#pragma once

#include <vector>

#include "record/activity_course.h"

namespace hamstring::course {

/// In order of time, one a time: the largest set of records whose times rise; what lies days away from the
/// rest is left out; records of one time are joined.
[[nodiscard]] std::vector<ActivitySample> in_order(const Activity& activity, std::vector<LeftOut>& left_out);

/// Values that no body can have are taken out: speeds, heart rates, cadences, places that jump. Returns the
/// times at which a new place is believed after some that jumped: the step to it is no way.
std::vector<double> take_out_impossible(const Activity& activity, std::vector<ActivitySample>& samples,
                                        std::vector<LeftOut>& left_out);

/// Distance from 0 on: the file's where most records have it, else along the places; a step that nobody runs
/// is not counted, and one to a place that jumps (or to those of `moved_s`) as far as the seconds before it.
[[nodiscard]] std::vector<double> distances(const Activity& activity,
                                            const std::vector<ActivitySample>& samples,
                                            const std::vector<double>& moved_s,
                                            std::vector<LeftOut>& left_out);

/// Adds `what` to the list, or counts it again.
void note_left_out(std::vector<LeftOut>& left_out, std::string_view what, double time_s);

/// The fastest that a step of this activity may be [m/s].
[[nodiscard]] double fastest_of(Sport sport);

}  // namespace hamstring::course
