// From the columns of a table to the loads that a file of external loads describes.
#pragma once

#include <span>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "formats/storage/storage_table.h"
#include "record/external_loads.h"

namespace hamstring::dynamics {

/// One load a source that applies. An identifier means the three columns whose labels begin with it, in their
/// order, as in OpenSim. Diagnostics: columns that hold no number in some rows. Errors: a table without time;
/// an identifier that finds fewer or more than three columns; a source that names neither force nor torque.
[[nodiscard]] Result<ExternalLoads> loads_from_table(std::span<const LoadSource> sources,
                                                     const StorageTable& table, Diagnostics& diagnostics);

/// The force plates of a table, by the names that OpenSim's own conversions give them: `<plate>vx vy vz` with
/// `<plate>px py pz` and, where there is one, the torque `<plate with 'torque' for 'force'>x y z`. A plate is
/// named by what its labels have in common. `applied_to_body` stays empty: nobody said who stands there.
[[nodiscard]] std::vector<LoadSource> plates_of(const StorageTable& table);

}  // namespace hamstring::dynamics
