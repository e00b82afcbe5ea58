// tcmalloc is the program's allocator: under glibc's one heap the threads of the server waited for each
// other, and with a heap each, what one gave back was of no use to the others (docs/performance.md has the
// figures). Not jemalloc, which reads the clock before anything else runs, and under a moved clock
// (libfaketime, with which days are lived in the tests) never ends.
#include <gperftools/malloc_extension.h>

namespace {

// What all threads together keep at hand before it goes back to where every thread can have it.
constexpr std::size_t kept_by_threads = std::size_t{4} << 20;

[[maybe_unused]] const bool set =
    MallocExtension::instance()->SetNumericProperty("tcmalloc.max_total_thread_cache_bytes", kept_by_threads);

}  // namespace
