// Which way is up in a recording, and the recording turned so that it is y, as OpenSim's models have it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/geometry.h"
#include "record/capture.h"

namespace hamstring {

/// An axis of the laboratory with its direction.
struct LaboratoryAxis {
  int axis = 2;  ///< 0 x, 1 y, 2 z
  int sign = 1;
};

/// "+Z", "z", "-y" …; nothing where it is none.
[[nodiscard]] std::optional<LaboratoryAxis> laboratory_axis(std::string_view word);
/// "+z"
[[nodiscard]] std::string axis_name(const LaboratoryAxis& axis);

struct UpChoice {
  LaboratoryAxis up;
  std::string why;  ///< "the force plates face it", for people
};

/// The axis that points up: the one along which markers of pelvis, trunk and head lie above those of the feet
/// (record/marker_names.h), where it is clear: people stand on their feet whatever a file says, and plates
/// are now and then written upside down. Else that of the force plates' surfaces, else the one that the file
/// shows upwards (POINT:Y_SCREEN), else z, which most laboratories have.
[[nodiscard]] UpChoice find_up(const Capture& capture);

/// The rotation R of v_new = R v_old that turns `up` to +y by the shortest way (z up: x stays x), then the
/// whole about the new y by quarters of a turn, so that the direction of travel can be made x.
[[nodiscard]] Mat3 turn_to_y_up(const LaboratoryAxis& up, int quarter_turns);

/// The recording in turned axes: markers, plates, segments. Outputs of models and signals stay.
void turn(const Mat3& R, Capture& capture);

}  // namespace hamstring
