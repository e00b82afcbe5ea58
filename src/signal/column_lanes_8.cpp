// Columns of a table, 8 at once: for machines with AVX-512.
#include "signal/column_kernel.h"

namespace hamstring {

template void smooth_lanes<8>(const ColumnPlan&, const double* const*, double*, double* const*,
                              double* const*, double* const*);

}  // namespace hamstring
