// How jemalloc, the program's allocator, is set (its manual, "TUNING"); read before main by the library
// itself.

extern "C" {
// One arena for all threads: what one gives back another may use, and each thread's own cache keeps them from
// waiting for each other. Unused pages go back to the system within a second (docs/performance.md has what
// that gave and cost).
extern const char* const malloc_conf;
const char* const malloc_conf = "narenas:1,dirty_decay_ms:1000,muzzy_decay_ms:0";
}
