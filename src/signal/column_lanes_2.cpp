// Columns of a table, 2 at once: for every machine.
#include "signal/column_kernel.h"

namespace hamstring {

template void smooth_lanes<2>(const ColumnPlan&, const double* const*, double*, double* const*,
                              double* const*, double* const*);

}  // namespace hamstring
