// The recursion for every machine (and one frame alone, for what is left over).
#include "dynamics/recursion_kernel.h"

namespace hamstring::dynamics {

template void recursion<1>(const RecursionInput&, std::size_t, double*, double*);
template void recursion<2>(const RecursionInput&, std::size_t, double*, double*);

}  // namespace hamstring::dynamics
