// Columns of a table, 4 at once: for machines with AVX2.
#include "signal/column_kernel.h"

namespace hamstring {

template void smooth_lanes<4>(const ColumnPlan&, const double* const*, double*, double* const*,
                              double* const*, double* const*);

}  // namespace hamstring
