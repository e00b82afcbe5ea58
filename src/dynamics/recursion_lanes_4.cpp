// The recursion for machines with AVX2.
#include "dynamics/recursion_kernel.h"

namespace hamstring::dynamics {

template void recursion<4>(const RecursionInput&, std::size_t, double*, double*);

}  // namespace hamstring::dynamics
