// The recursion for machines with AVX-512.
#include "dynamics/recursion_kernel.h"

namespace hamstring::dynamics {

template void recursion<8>(const RecursionInput&, std::size_t, double*, double*);

}  // namespace hamstring::dynamics
